// A file of its own, because the page's Content-Security-Policy allows no script inside the page.
window.addEventListener("DOMContentLoaded", function () {
  SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#documentation",
    deepLinking: true,
    // The validator badge would send this address to another site.
    validatorUrl: null,
  });
});
