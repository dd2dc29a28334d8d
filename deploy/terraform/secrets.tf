# The names that deploy/ecs/taskdef.json refers to. Their values are put in by hand, so that no state and no log has them:
#   aws secretsmanager put-secret-value --secret-id store-management-api/db-url --secret-string file:///dev/stdin
locals {
  secrets = toset(["db-url", "migrator-db-url", "jwt-secret-key", "pii-key", "metrics-token"])
}

resource "aws_secretsmanager_secret" "shop" {
  for_each                = local.secrets
  name                    = "store-management-api/${each.key}"
  recovery_window_in_days = 30
}

data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

# What starts the containers: images, logs, and these secrets.
resource "aws_iam_role" "execution" {
  name               = "aisle-execution"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

data "aws_iam_policy_document" "secrets" {
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [for secret in aws_secretsmanager_secret.shop : secret.arn]
  }
}

resource "aws_iam_role_policy" "secrets" {
  name   = "read-secrets"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.secrets.json
}

# What the server itself may do in AWS: nothing.
resource "aws_iam_role" "task" {
  name               = "aisle-task"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}
