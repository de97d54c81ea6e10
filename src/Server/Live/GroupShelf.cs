namespace Rlar.Server.Live;

/// <summary>The newest groups, bounded in number and in bytes.</summary>
/// <param name="most">How many.</param>
/// <param name="bytes">About how many bytes they may take.</param>
internal sealed class GroupShelf(int most, long bytes)
{
    private readonly Queue<(LiveGroup Group, long Size)> _groups = new();
    private long _held;

    /// <summary>The groups, the oldest first.</summary>
    internal IEnumerable<LiveGroup> Groups => _groups.Select(held => held.Group);

    /// <summary>Puts a group on the shelf; the oldest make room.</summary>
    internal void Add(LiveGroup group, long size)
    {
        _groups.Enqueue((group, size));
        _held += size;
        while (_groups.Count > most || (_held > bytes && _groups.Count > 1))
            _held -= _groups.Dequeue().Size;
    }
}
