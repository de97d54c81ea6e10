namespace Rlar.Scoring.Rows;

/// <summary>An input whose format is still to be told.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Path">The file, or null for a pipe.</param>
/// <param name="Content">The content at its first byte, decompressed where it is compressed.</param>
/// <param name="Start">Its first bytes, at most <see cref="StartBytes"/>; fewer where it has fewer.</param>
/// <param name="CanReopen">Whether the path gives the content again, and can be sought in: no pipe, and not compressed.</param>
/// <param name="Options">How to read.</param>
public sealed record RowOrigin(
    string Name, string? Path, Stream Content, ReadOnlyMemory<byte> Start, bool CanReopen, LineSourceOptions Options)
{
    /// <summary>How many bytes tell a format.</summary>
    public const int StartBytes = 16;

    /// <summary>The file's name without .gz or .zst: formats that no byte tells are told by it. Empty for a pipe.</summary>
    public string PlainName
    {
        get
        {
            var name = System.IO.Path.GetFileName(Path) ?? "";
            return System.IO.Path.GetExtension(name).ToUpperInvariant() is ".GZ" or ".ZST" or ".ZSTD" ? System.IO.Path.GetFileNameWithoutExtension(name) : name;
        }
    }
}
