// Viewer request of the site: every address inside the app is answered with the app itself.
// A last segment with a dot is a file and stays as it is, so that a missing file is an error and not HTML.
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!lastSegment.includes(".")) {
    request.uri = "/index.html";
  }
  return request;
}
