"""What stands around the functions: tables of what is deployed, deployment, and the local stack."""
