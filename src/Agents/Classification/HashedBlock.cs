namespace Rlar.Agents.Classification;

/// <summary>Counts features by the hash of their text (FNV-1a, 64 bits, folded): the same on every machine and at every start.</summary>
/// <param name="bits">Places are 2 to the power of this.</param>
internal sealed class HashedBlock(int bits)
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private readonly Dictionary<int, float> _counts = [];

    /// <summary>Counts a feature.</summary>
    internal void Add(char kind, ReadOnlySpan<char> text)
    {
        var place = Place(Hash(Hash(Offset, [kind]), text));
        _counts[place] = _counts.GetValueOrDefault(place) + 1;
    }

    /// <summary>Counts a pair.</summary>
    internal void Add(char kind, string one, string two)
    {
        var place = Place(Hash(Hash(Hash(Hash(Offset, [kind]), one), [' ']), two));
        _counts[place] = _counts.GetValueOrDefault(place) + 1;
    }

    /// <summary>Counts a feature or a pair once, however often it comes.</summary>
    internal void AddOnce(char kind, string one, string two = "") =>
        _counts[Place(Hash(Hash(Hash(Hash(Offset, [kind]), one), [' ']), two))] = 1;

    /// <summary>Adds the block, of logarithmic counts and length <paramref name="weight"/>, to a vector, and begins the next.</summary>
    internal void AddTo(SortedDictionary<int, float> vector, float weight)
    {
        // In the order of places, so that sums have the same bits whatever order the words came in.
        var places = _counts.Keys.Order().ToArray();
        var squares = 0.0;
        foreach (var place in places)
            squares += Math.Pow(1 + Math.Log(_counts[place]), 2);
        var scale = weight / Math.Sqrt(squares);
        foreach (var place in places)
            vector[place] = vector.GetValueOrDefault(place) + (float)((1 + Math.Log(_counts[place])) * scale);
        _counts.Clear();
    }

    private int Place(ulong hash) => (int)((hash ^ (hash >> 32)) & ((1UL << bits) - 1));

    private static ulong Hash(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
            hash = (hash ^ letter) * Prime;
        return hash ^ (hash >> 29);
    }
}
