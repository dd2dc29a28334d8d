Redoc.init('/openapi.json', { disableSearch: false }, document.getElementById('reference'));
