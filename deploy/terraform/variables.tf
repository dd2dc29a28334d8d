variable "region" {
  description = "Where the shop runs."
  type        = string
  default     = "us-east-1"
}

variable "environment" {
  description = "dev, staging or production; part of every name."
  type        = string

  validation {
    condition     = contains(["dev", "staging", "production"], var.environment)
    error_message = "The environment is dev, staging or production."
  }
}

variable "domain" {
  description = "The API's name, such as api.shop.example; its certificate is confirmed through the zone."
  type        = string
}

variable "docs_domain" {
  description = "The documentation's name, such as docs.shop.example."
  type        = string
}

variable "zone_id" {
  description = "The zone in Route 53 that both names belong to."
  type        = string
}

variable "image" {
  description = "The first image to run; later ones are brought by the workflow."
  type        = string
}

variable "network" {
  description = "The network's addresses."
  type        = string
  default     = "10.0.0.0/16"
}

variable "database_class" {
  description = "The size of the database."
  type        = string
  default     = "db.m7g.large"
}

variable "servers" {
  description = "How many servers run at least and at most."
  type        = object({ least = number, most = number })
  default     = { least = 2, most = 10 }
}
