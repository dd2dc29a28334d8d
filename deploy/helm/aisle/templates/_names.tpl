{{/* Everything is named like the release; a release named "aisle" is short. */}}
{{- define "aisle.name" -}}
{{- if contains "aisle" .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-aisle" (.Release.Name | trunc 44 | trimSuffix "-") }}{{ end -}}
{{- end }}

{{- define "aisle.selector" -}}
app.kubernetes.io/name: aisle
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "aisle.labels" -}}
{{ include "aisle.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "aisle.image" -}}
{{- if .Values.image.digest }}{{ .Values.image.repository }}@{{ .Values.image.digest }}{{ else }}{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end -}}
{{- end }}

{{- define "aisle.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ include "aisle.name" . }}{{ else }}default{{ end -}}
{{- end }}

{{/* What the pods of servers and migrations have in common. */}}
{{- define "aisle.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "aisle.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "aisle.mounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: data, mountPath: /var/lib/aisle}
{{- end }}

{{- define "aisle.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 2Gi}
- name: data
  emptyDir: {sizeLimit: 64Mi}
{{- end }}
