using System.Reflection;

namespace Rlar.Architecture.Tests;

/// <summary>Namespaces form no cycle: what stands lower can be read, tested and used without what stands above it.</summary>
public sealed class NamespaceTests
{
    [Fact]
    public void Namespaces_OfAllProjects_FormNoCycle()
    {
        var edges = Projects.Assemblies
            .SelectMany(name => TypeReferences.Of(Assembly.Load(name).Location))
            .Select(edge => (From: Space(edge.From), To: Space(edge.To), Types: $"{Short(edge.From)} uses {Short(edge.To)}"))
            .Where(edge => edge.From != edge.To)
            .ToLookup(edge => edge.From);
        var cycles = Cycles(edges.SelectMany(group => group).Select(edge => (edge.From, edge.To)).Distinct());
        var report = cycles.SelectMany(cycle => cycle.SelectMany(from => edges[from].Where(edge => cycle.Contains(edge.To))))
            .Select(edge => $"{edge.From} -> {edge.To}: {edge.Types}");
        Assert.Empty(report);
    }

    [Fact]
    public void Cycles_OfThreeThatMeet_AreFound()
    {
        var cycles = Cycles([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("e", "a")]);
        Assert.Equal(["a", "b", "c"], Assert.Single(cycles).Order());
    }

    /// <summary>Sets of two or more nodes each of which reaches all others.</summary>
    private static List<HashSet<string>> Cycles(IEnumerable<(string From, string To)> edges)
    {
        var next = edges.ToLookup(edge => edge.From, edge => edge.To);
        var reached = next.Select(group => group.Key).ToDictionary(node => node, node => Reach(node, next));
        var cycles = new List<HashSet<string>>();
        foreach (var (node, others) in reached.Where(pair => pair.Value.Contains(pair.Key)))
        {
            if (!cycles.Exists(cycle => cycle.Contains(node)))
                cycles.Add([.. others.Where(other => reached.TryGetValue(other, out var back) && back.Contains(node))]);
        }

        return cycles;
    }

    private static HashSet<string> Reach(string start, ILookup<string, string> next)
    {
        var (reached, open) = (new HashSet<string>(), new Stack<string>(next[start]));
        while (open.TryPop(out var node))
        {
            if (!reached.Add(node))
                continue;
            foreach (var further in next[node])
                open.Push(further);
        }

        return reached;
    }

    private static string Space(string type) => type[..type.LastIndexOf('.')];

    private static string Short(string type) => type[(type.LastIndexOf('.') + 1)..];
}
