# The frame: navigation, top bar, filter bar.
