data "aws_caller_identity" "me" {}

resource "aws_ecr_repository" "aisle" {
  name                 = "store-management-api"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
  }
}

resource "aws_ecr_lifecycle_policy" "aisle" {
  repository = aws_ecr_repository.aisle.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "The last hundred images"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 100 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_cloudwatch_log_group" "aisle" {
  name              = "/ecs/aisle"
  retention_in_days = 90
}

resource "aws_ecs_cluster" "shop" {
  name = local.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# The file that the workflow fills in too, so that there is one description of a server.
locals {
  taskdef = jsondecode(replace(replace(replace(
    file("${path.module}/../ecs/taskdef.json"),
    "PLACEHOLDER_IMAGE_URI", var.image),
    "REGION", var.region),
  "ACCOUNT", data.aws_caller_identity.me.account_id))
}

resource "aws_ecs_task_definition" "aisle" {
  family                   = local.taskdef.family
  network_mode             = local.taskdef.networkMode
  requires_compatibilities = local.taskdef.requiresCompatibilities
  cpu                      = local.taskdef.cpu
  memory                   = local.taskdef.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode(local.taskdef.containerDefinitions)

  dynamic "volume" {
    for_each = local.taskdef.volumes
    content {
      name = volume.value.name
    }
  }

  runtime_platform {
    cpu_architecture        = local.taskdef.runtimePlatform.cpuArchitecture
    operating_system_family = local.taskdef.runtimePlatform.operatingSystemFamily
  }
}

resource "aws_ecs_service" "aisle" {
  name            = "aisle"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = aws_ecs_task_definition.aisle.arn
  desired_count   = var.servers.least
  launch_type     = "FARGATE"

  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 90

  # Servers that do not become healthy are taken back by themselves.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets         = aws_subnet.private[*].id
    security_groups = [aws_security_group.servers.id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.servers.arn
    container_name   = "store-api"
    container_port   = 8080
  }

  # The workflow brings new ones, and the scaling below decides how many.
  lifecycle {
    ignore_changes = [task_definition, desired_count]
  }

  depends_on = [aws_lb_listener.https]
}

resource "aws_appautoscaling_target" "servers" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.shop.name}/${aws_ecs_service.aisle.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.servers.least
  max_capacity       = var.servers.most
}

resource "aws_appautoscaling_policy" "servers" {
  for_each           = { cpu = "ECSServiceAverageCPUUtilization", memory = "ECSServiceAverageMemoryUtilization" }
  name               = each.key
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.servers.service_namespace
  resource_id        = aws_appautoscaling_target.servers.resource_id
  scalable_dimension = aws_appautoscaling_target.servers.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = each.key == "cpu" ? 65 : 85
    scale_in_cooldown  = 600
    scale_out_cooldown = 30

    predefined_metric_specification {
      predefined_metric_type = each.value
    }
  }
}
