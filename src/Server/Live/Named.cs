namespace Rlar.Server.Live;

/// <summary>Things by name, as many as there may be; whatever has a name beyond these is one thing under a name of its own.</summary>
/// <param name="most">How many names.</param>
/// <param name="make">Makes a thing.</param>
/// <typeparam name="T">The thing.</typeparam>
internal sealed class Named<T>(int most, Func<string, T> make)
{
    /// <summary>The name of what has none of its own.</summary>
    internal const string Others = "(others)";

    private readonly Dictionary<string, T> _things = new(StringComparer.Ordinal);

    /// <summary>All of them, in the order in which they came.</summary>
    internal IReadOnlyCollection<T> All => _things.Values;

    /// <summary>The thing of a name.</summary>
    internal T Of(string name)
    {
        if (_things.TryGetValue(name, out var known))
            return known;
        var own = _things.Count < most ? name : Others;
        if (!_things.TryGetValue(own, out var made))
            _things.Add(own, made = make(own));
        return made;
    }
}
