output "repository" {
  description = "For the workflow's secret ECR_REPOSITORY."
  value       = aws_ecr_repository.aisle.name
}

output "cluster" {
  description = "For ECS_CLUSTER."
  value       = aws_ecs_cluster.shop.name
}

output "service" {
  description = "For ECS_SERVICE."
  value       = aws_ecs_service.aisle.name
}

output "database" {
  description = "The host in DATABASE_URL; with ?sslmode=verify-full and the certificates of RDS."
  value       = aws_db_instance.shop.address
}

output "database_administrator" {
  description = "The secret with the administrator's password, for deploy/database/roles.sql."
  value       = aws_db_instance.shop.master_user_secret[0].secret_arn
}

output "docs_bucket" {
  description = "Where the documentation's files go."
  value       = aws_s3_bucket.docs.id
}
