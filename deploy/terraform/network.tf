data "aws_availability_zones" "here" {
  state = "available"
}

locals {
  name  = "aisle-${var.environment}"
  zones = slice(data.aws_availability_zones.here.names, 0, 3)
}

resource "aws_vpc" "shop" {
  cidr_block           = var.network
  enable_dns_hostnames = true

  tags = { Name = local.name }
}

# Nothing runs with the group that every network has.
resource "aws_default_security_group" "unused" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_subnet" "public" {
  count             = length(local.zones)
  vpc_id            = aws_vpc.shop.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet(var.network, 4, count.index)

  tags = { Name = "${local.name}-public-${count.index}" }
}

resource "aws_subnet" "private" {
  count             = length(local.zones)
  vpc_id            = aws_vpc.shop.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet(var.network, 4, 8 + count.index)

  tags = { Name = "${local.name}-private-${count.index}" }
}

resource "aws_internet_gateway" "out" {
  vpc_id = aws_vpc.shop.id
}

# One per zone in production: a zone that fails takes nobody else's way out with it.
resource "aws_eip" "nat" {
  count  = var.environment == "production" ? length(local.zones) : 1
  domain = "vpc"
}

resource "aws_nat_gateway" "out" {
  count         = length(aws_eip.nat)
  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = aws_subnet.public[count.index].id

  depends_on = [aws_internet_gateway.out]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.shop.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.out.id
  }
}

resource "aws_route_table" "private" {
  count  = length(local.zones)
  vpc_id = aws_vpc.shop.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.out[min(count.index, length(aws_nat_gateway.out) - 1)].id
  }
}

resource "aws_route_table_association" "public" {
  count          = length(local.zones)
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "private" {
  count          = length(local.zones)
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private[count.index].id
}

resource "aws_security_group" "balancer" {
  name_prefix = "${local.name}-balancer-"
  description = "Customers to the load balancer"
  vpc_id      = aws_vpc.shop.id

  ingress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    description = "HTTP, to be sent to HTTPS"
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    description = "The servers"
    from_port   = 8080
    to_port     = 8080
    protocol    = "tcp"
    cidr_blocks = aws_subnet.private[*].cidr_block
  }

  lifecycle { create_before_destroy = true }
}

resource "aws_security_group" "servers" {
  name_prefix = "${local.name}-servers-"
  description = "The load balancer to the servers"
  vpc_id      = aws_vpc.shop.id

  ingress {
    description     = "The load balancer"
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [aws_security_group.balancer.id]
  }

  egress {
    description = "Database, mail, payment providers, AWS"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  lifecycle { create_before_destroy = true }
}

resource "aws_security_group" "database" {
  name_prefix = "${local.name}-database-"
  description = "The servers to the database"
  vpc_id      = aws_vpc.shop.id

  ingress {
    description     = "The servers"
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.servers.id]
  }

  lifecycle { create_before_destroy = true }
}
