// Runs before the first paint, so that a dark page never flashes white. Without a stored choice the system's
// own light or dark theme applies.
{
  const html = document.documentElement;
  html.dataset.boot = "loading";
  let theme = null;
  try {
    theme = localStorage.getItem("clientele.theme");
  } catch {
    // Storage can be forbidden; the system's theme will do.
  }
  if (theme === "light" || theme === "dark") {
    html.dataset.theme = theme;
    document.querySelector('meta[name="color-scheme"]').content = theme;
  }
}
