using Microsoft.CodeAnalysis;

namespace Rlar.Agents.Scripts;

/// <summary>What a script may use of the library (allowed.txt), and what it costs.</summary>
internal sealed class AllowedMembers
{
    private const string Every = "*";
    private readonly Dictionary<string, Dictionary<string, MemberCost>> _types;

    private AllowedMembers(Dictionary<string, Dictionary<string, MemberCost>> types) => _types = types;

    /// <summary>The list that comes with the program.</summary>
    internal static AllowedMembers BuiltIn { get; } = Read();

    /// <summary>The types and their members, as docs/scripts.md shows them.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyCollection<string>> Types =>
        _types.ToDictionary(type => type.Key, type => (IReadOnlyCollection<string>)type.Value.Keys);

    /// <summary>Whether a type of the library may be named.</summary>
    internal bool HasType(INamedTypeSymbol type) => _types.ContainsKey(NameOf(type));

    /// <summary>What a member of the library costs; null where a script may not use it.</summary>
    internal MemberCost? CostOf(ISymbol member)
    {
        if (member is IMethodSymbol { ReducedFrom: { } unreduced })
            member = unreduced;
        if (member.ContainingType is null || !_types.TryGetValue(NameOf(member.ContainingType), out var members))
            return null;
        var name = member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => ".ctor",
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.BuiltinOperator or MethodKind.Conversion } => "",
            IPropertySymbol { IsIndexer: true } => "this[]",
            _ => member.Name,
        };
        if (name.Length == 0 || members.ContainsKey(Every))
            return MemberCost.Constant;
        return members.TryGetValue(name, out var cost) ? cost : null;
    }

    private static string NameOf(INamedTypeSymbol type)
    {
        var definition = type.OriginalDefinition;
        var own = definition.MetadataName;
        for (var outer = definition.ContainingType; outer is not null; outer = outer.ContainingType)
            own = $"{outer.MetadataName}.{own}";
        return definition.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{own}" : own;
    }

    private static AllowedMembers Read()
    {
        using var stream = typeof(AllowedMembers).Assembly.GetManifestResourceStream("allowed.txt")!;
        using var reader = new StreamReader(stream);
        var types = new Dictionary<string, Dictionary<string, MemberCost>>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            types.Add(line[..colon], line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(Name, Cost));
        }

        return new AllowedMembers(types);
    }

    private static string Name(string member) => member == Every ? member : member.TrimEnd('~', '+', '#', '%', '&', '@');

    private static MemberCost Cost(string member) => member[^1] switch
    {
        '~' => MemberCost.Constant,
        '+' => MemberCost.Entry,
        '#' => MemberCost.Length,
        '%' => MemberCost.Count,
        '&' => MemberCost.Pieces,
        '@' => MemberCost.Replaced,
        _ => MemberCost.Size,
    };
}
