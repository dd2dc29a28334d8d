resource "aws_db_subnet_group" "shop" {
  name       = local.name
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_parameter_group" "shop" {
  name_prefix = "${local.name}-"
  family      = "postgres17"

  # Nobody gets in unencrypted.
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name         = "shared_preload_libraries"
    value        = "pg_stat_statements"
    apply_method = "pending-reboot"
  }

  lifecycle { create_before_destroy = true }
}

# A standby in another zone takes over within a minute or two; the servers reconnect by themselves.
resource "aws_db_instance" "shop" {
  identifier_prefix = "${local.name}-"
  engine            = "postgres"
  engine_version    = "17"
  instance_class    = var.database_class
  multi_az          = var.environment != "dev"

  db_name  = "aisle"
  username = "aisle_admin"
  # Made, kept and changed by RDS in Secrets Manager; deploy/database/roles.sql makes the roles that Aisle signs in with.
  manage_master_user_password = true

  storage_type          = "gp3"
  allocated_storage     = 100
  max_allocated_storage = 1000
  storage_encrypted     = true

  db_subnet_group_name   = aws_db_subnet_group.shop.name
  vpc_security_group_ids = [aws_security_group.database.id]
  parameter_group_name   = aws_db_parameter_group.shop.name
  publicly_accessible    = false
  ca_cert_identifier     = "rds-ca-rsa2048-g1"

  # A restore to any second of these days.
  backup_retention_period   = var.environment == "dev" ? 1 : 35
  backup_window             = "02:00-03:00"
  maintenance_window        = "tue:03:30-tue:04:30"
  copy_tags_to_snapshot     = true
  deletion_protection       = var.environment == "production"
  skip_final_snapshot       = var.environment == "dev"
  final_snapshot_identifier = var.environment == "dev" ? null : "${local.name}-final"

  performance_insights_enabled    = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  auto_minor_version_upgrade      = true
}
