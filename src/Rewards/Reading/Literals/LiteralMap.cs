using System.Collections;

namespace Rlar.Rewards.Reading.Literals;

/// <summary>The members of a map: in the order written, found by key in constant time.</summary>
internal sealed class LiteralMap : IReadOnlyList<KeyValuePair<string, Literal>>
{
    private readonly OrderedDictionary<string, Literal> _members = new(StringComparer.Ordinal);

    /// <summary>No members.</summary>
    public static LiteralMap Empty { get; } = [];

    /// <inheritdoc/>
    public int Count => _members.Count;

    /// <summary>The keys, in order.</summary>
    public IReadOnlyList<string> Keys => _members.Keys;

    /// <inheritdoc/>
    public KeyValuePair<string, Literal> this[int index] => _members.GetAt(index);

    /// <summary>The value of a key, or null.</summary>
    /// <param name="key">The key.</param>
    public Literal? TryGet(string key) => _members.GetValueOrDefault(key);

    /// <summary>Whether there is such a key.</summary>
    /// <param name="key">The key.</param>
    public bool Contains(string key) => _members.ContainsKey(key);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Literal>> GetEnumerator() => _members.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Puts a member in while the map is read; false where the key was there, whose value is then replaced.</summary>
    internal bool Add(string key, Literal value)
    {
        if (_members.TryAdd(key, value))
            return true;
        _members[key] = value;
        return false;
    }
}
