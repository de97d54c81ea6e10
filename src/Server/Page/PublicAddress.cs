namespace Rlar.Server.Page;

/// <summary>
/// Marks an address that says nothing of anybody's data: it may be read without the server's token, so that a browser can ask for that token.
/// </summary>
internal sealed class PublicAddress
{
    private PublicAddress()
    {
    }

    /// <summary>The mark.</summary>
    internal static PublicAddress Instance { get; } = new();
}
