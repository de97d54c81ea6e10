using System.Collections;
using Rlar.Agents.Scripts.Running;

namespace Rlar.Agents.Scripts.Patterns;

/// <summary>The base of the collections of a match: it cannot be changed, and its size is known to the meter.</summary>
/// <param name="items">The elements.</param>
internal abstract class ReadOnlyItems<T>(IEnumerable<T> items) : IReadOnlyList<T>, ICollection
{
    private readonly T[] _items = [.. items];

    /// <inheritdoc/>
    public int Count => _items.Length;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    /// <inheritdoc/>
    public T this[int index] => index >= 0 && index < _items.Length ? _items[index] : Outside(index);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection.CopyTo(Array array, int index)
    {
        Meter.Steps(_items.Length);
        _items.CopyTo(array, index);
    }

    /// <summary>What is at an index that there is not.</summary>
    protected virtual T Outside(int index) => throw new ArgumentOutOfRangeException(nameof(index));
}
