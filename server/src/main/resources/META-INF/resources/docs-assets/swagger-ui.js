SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  // The public validator would be sent the document's address.
  validatorUrl: null,
});
