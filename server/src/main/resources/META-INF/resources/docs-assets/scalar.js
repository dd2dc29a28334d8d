Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  // Nothing is loaded from, or told to, anybody outside.
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  persistAuth: false,
});
