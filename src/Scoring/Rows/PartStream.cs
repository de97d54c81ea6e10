using Microsoft.Win32.SafeHandles;

namespace Rlar.Scoring.Rows;

/// <summary>The rows of an unfinished output from its start, through the handle that locks it; the handle stays open.</summary>
/// <param name="file">The handle.</param>
internal sealed class PartStream(SafeFileHandle file) : ForwardOnlyStream
{
    private long _position;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(file, buffer, _position);
        _position += read;
        return read;
    }
}
