"""The Pulumi program recorded without a cloud: gate, cost, picture and report."""
