namespace Rlar.Rewards.Reading;

/// <summary>A list that is filled again and again without allocating once it is large enough.</summary>
/// <typeparam name="T">Its items.</typeparam>
internal sealed class Scratch<T>
    where T : unmanaged
{
    private T[] _items = [];

    internal int Count { get; private set; }

    internal Span<T> Items => _items.AsSpan(0, Count);

    internal void Clear() => Count = 0;

    internal void Add(T item)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Math.Max(64, 2 * Count));
        _items[Count++] = item;
    }

    /// <summary>Room for more items after the present ones; their content is unspecified.</summary>
    internal Span<T> Append(int more)
    {
        var count = checked(Count + more);
        if (count > _items.Length)
            Array.Resize(ref _items, (int)Math.Min(Array.MaxLength, Math.Max(64L, Math.Max(count, 2L * _items.Length))));
        (Count, var before) = (count, Count);
        return _items.AsSpan(before, more);
    }

    /// <summary>Exactly this many items; their content is unspecified.</summary>
    internal Span<T> Resize(int count)
    {
        Count = 0;
        return Append(count);
    }

    /// <summary>Gives back the last items.</summary>
    internal void Remove(int last) => Count -= last;
}
