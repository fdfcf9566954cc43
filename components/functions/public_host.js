// Viewer request of the API: tells the application under which name it was called. API Gateway refuses any Host but
// its own, so the viewer's travels in a header of ours, which replaces whatever the viewer sent under that name.
function handler(event) {
  const request = event.request;
  request.headers["x-public-host"] = { value: request.headers.host.value };
  return request;
}
