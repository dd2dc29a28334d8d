terraform {
  required_version = ">= 1.9.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }

  # The state holds names and passwords: a bucket of your own, encrypted, with locking.
  #   terraform init -backend-config=backend.hcl
  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      application = "aisle"
      environment = var.environment
    }
  }
}

# Certificates of a CDN are kept in this region, wherever the shop is.
provider "aws" {
  alias  = "cdn"
  region = "us-east-1"
}
