"""The kinds of counterfactual, a module each, with what some of them share."""
