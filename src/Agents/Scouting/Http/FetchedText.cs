namespace Rlar.Agents.Scouting.Http;

/// <summary>An answer that was read whole.</summary>
/// <param name="Address">Where it came from, after redirections.</param>
/// <param name="Bytes">The body.</param>
/// <param name="Next">The next page that it names (Link: rel="next"); null for none.</param>
internal sealed record FetchedText(Uri Address, byte[] Bytes, Uri? Next);
