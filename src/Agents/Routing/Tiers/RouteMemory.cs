using System.Security.Cryptography;
using System.Text;

namespace Rlar.Agents.Routing.Tiers;

/// <summary>
/// Cases that were routed before, found by likeness: the cosine of what two queries have (<see cref="QueryFeatures"/>), each feature weighted by how few
/// cases have it (tf-idf, with logarithmic counts), and what a row carries and how it is worded each half of it.
/// </summary>
public sealed class RouteMemory
{
    private readonly RoutedCase[] _cases;
    private readonly Dictionary<string, double> _rarity;
    private readonly Dictionary<string, List<(int Case, double Weight)>> _worded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Case, double Weight)>> _carried = new(StringComparer.Ordinal);

    /// <summary>Creates a memory.</summary>
    /// <param name="cases">The cases; of equally near ones the first counts.</param>
    public RouteMemory(IEnumerable<RoutedCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        _cases = [.. cases];
        var features = _cases.Select(known => QueryFeatures.Of(known.Query)).ToArray();
        _rarity = features.SelectMany(has => has.Keys).CountBy(name => name)
            .ToDictionary(pair => pair.Key, pair => Math.Log(1 + ((double)_cases.Length / pair.Value)), StringComparer.Ordinal);
        for (var i = 0; i < _cases.Length; i++)
        {
            var (worded, carried) = Vectors(features[i]);
            Index(_worded, worded, i);
            Index(_carried, carried, i);
        }

        Version = VersionOf(_cases);
    }

    /// <summary>How many cases there are.</summary>
    public int Count => _cases.Length;

    /// <summary>Twelve hexadecimal digits of a SHA-256 over the cases.</summary>
    public string Version { get; }

    /// <summary>The cases that are most like a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="count">How many at most, from 1 on.</param>
    /// <param name="tools">The ids of the tools whose cases count.</param>
    /// <returns>Case and likeness, a value above 0.0 up to 1.0, the likest first.</returns>
    public IReadOnlyList<(RoutedCase Case, double Likeness)> Nearest(Query query, int count, IReadOnlySet<string> tools)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(tools);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var likeness = new double[_cases.Length];
        var (worded, carried) = Vectors(QueryFeatures.Of(query));
        Add(_worded, worded, likeness);
        Add(_carried, carried, likeness);
        return
        [
            .. Enumerable.Range(0, _cases.Length)
                .Where(i => likeness[i] > 0 && tools.Contains(_cases[i].Tool))
                .OrderByDescending(i => likeness[i]).ThenBy(i => i)
                .Take(count)
                .Select(i => (_cases[i], likeness[i])),
        ];
    }

    private static void Index(Dictionary<string, List<(int, double)>> index, Dictionary<string, double> vector, int at)
    {
        foreach (var (name, weight) in vector)
        {
            if (!index.TryGetValue(name, out var places))
                index[name] = places = [];
            places.Add((at, weight));
        }
    }

    // In the order of names, so that sums are the same in every process.
    private static void Add(Dictionary<string, List<(int Case, double Weight)>> index, Dictionary<string, double> vector, double[] likeness)
    {
        foreach (var (name, weight) in vector.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (at, other) in index.GetValueOrDefault(name, []))
                likeness[at] += 0.5 * weight * other;
        }
    }

    private (Dictionary<string, double> Worded, Dictionary<string, double> Carried) Vectors(Dictionary<string, double> features)
    {
        var vectors = features.ToLookup(
            feature => feature.Key[0] == '@',
            feature => (feature.Key, Weight: (1 + Math.Log(feature.Value)) * _rarity.GetValueOrDefault(feature.Key, Math.Log(1 + _cases.Length))));
        return (Normal(vectors[false]), Normal(vectors[true]));
    }

    private static Dictionary<string, double> Normal(IEnumerable<(string Name, double Weight)> vector)
    {
        var weights = vector.OrderBy(pair => pair.Name, StringComparer.Ordinal).ToArray();
        var length = Math.Sqrt(weights.Sum(pair => pair.Weight * pair.Weight));
        return weights.ToDictionary(pair => pair.Name, pair => length == 0 ? 0 : pair.Weight / length, StringComparer.Ordinal);
    }

    private static string VersionOf(IEnumerable<RoutedCase> cases)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (query, tool, task) in cases)
        {
            foreach (var text in (IEnumerable<string>)
                [tool, task, query.Question, .. query.References, .. QueryFeatures.Carried(query)])
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                hash.AppendData(BitConverter.GetBytes(bytes.Length));
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
