"""Speed, as ratios to a bare reference app measured in the same run."""
