const PAGE_SIZE = 200;

interface Page<Row> {
  next?: string | null;
  results: Row[];
}

/** Every row of a list that the server gives page by page. */
export async function allPages<Row>(
  fetchPage: (query: { page: number; page_size: number }) => Promise<Page<Row>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await fetchPage({ page, page_size: PAGE_SIZE });
    rows.push(...answer.results);
    if (!answer.next) return rows;
  }
}
