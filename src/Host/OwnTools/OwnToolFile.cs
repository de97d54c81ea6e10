using System.Security.Cryptography;
using System.Text.Json;

namespace Rlar.Host.OwnTools;

/// <summary>
/// Tools of the user's own, from the file of <c>--tools</c>: an assembly or a C# script. It is the user's code and runs with the user's rights,
/// outside of any sandbox.
/// </summary>
/// <param name="Name">The file's name, without its folder.</param>
/// <param name="Hash">Twelve hexadecimal digits of a SHA-256 over the file and what it brings along.</param>
/// <param name="Definitions">Its tools. The hash is part of each one's version.</param>
internal sealed record OwnToolFile(string Name, string Hash, IReadOnlyList<ToolDefinition> Definitions)
{
    private const int LongestId = 200;

    /// <summary>Loads a file.</summary>
    /// <param name="path">A .dll or a .csx.</param>
    /// <exception cref="HostException">It cannot be used: the message says why, each error of a script with its line.</exception>
    internal static OwnToolFile Load(string path)
    {
        var (name, whole) = (Path.GetFileName(path), Path.GetFullPath(path));
        if (!File.Exists(whole))
            throw new HostException($"{path}: there is no such file.");
        var (found, content) = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".dll" => OwnAssembly.Load(path, whole),
            ".csx" => ToolScript.Run(path, whole),
            _ => throw new HostException($"{path}: tools come from a .dll, or from a C# script in a .csx file."),
        };
        var definitions = found.Distinct(ReferenceEqualityComparer.Instance).Cast<ToolDefinition>().ToArray();
        foreach (var definition in definitions)
            Check(definition, path);
        if (definitions.GroupBy(definition => definition.Draft.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new HostException($"{path}: defines the tool {twice.Key} twice. A definition is made once: 'static ToolDefinition X {{ get; }} = new(…)'.");
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        return new OwnToolFile(name, hash, [.. definitions.Select(definition => Stamped(definition, name, hash))]);
    }

    /// <summary>The tools of several files.</summary>
    /// <exception cref="HostException">Two of them define the same tool.</exception>
    internal static IReadOnlyList<ToolDefinition> Together(IReadOnlyList<OwnToolFile> files)
    {
        var places = new Dictionary<string, string>();
        foreach (var (file, id) in files.SelectMany(file => file.Definitions.Select(definition => (file.Name, definition.Draft.Id))))
        {
            if (!places.TryAdd(id, file))
                throw new HostException($"{file}: defines the tool {id}, as {places[id]} does.");
        }

        return [.. files.SelectMany(file => file.Definitions)];
    }

    /// <summary>Refuses a definition that could not be used, or whose id could not be written where ids are written.</summary>
    private static void Check(ToolDefinition definition, string path)
    {
        if (definition is not { Draft: { Id: { } id, Description: not null, Provenance: not null }, Options: { } options, Make: not null, Facts: { } facts }
            || options.Any(option => option is null) || facts.Any(fact => fact is null))
            throw new HostException($"{path}: the definition of the tool {definition.Draft?.Id} has null where there must be something.");
        // Lists of tools are written with commas, their weights after '*'.
        if (id.Length is 0 or > LongestId || id.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign) || sign is ',' or '*' or '=' or '"'))
        {
            throw new HostException(
                $"{path}: a tool's id has 1 to {LongestId} signs without blanks, control characters and , * = \"; "
                + $"it is {JsonSerializer.Serialize(id.Length > LongestId ? id[..LongestId] : id)}.");
        }

        if (options.GroupBy(option => option.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new HostException($"{path}: the tool {id} declares the option {twice.Key} twice.");
    }

    /// <summary>The tool that the user's code makes.</summary>
    /// <exception cref="ToolException">It throws, or makes none.</exception>
    private static IRewardTool Made(ToolDefinition definition, string name, ToolCard card, ToolSettings settings)
    {
        try
        {
            return definition.Make(card, settings) ?? throw new ToolException($"{name}: the tool {card.Id} was not made: its definition gave null.");
        }
#pragma warning disable CA1031 // The boundary: whatever the user's code throws is said as such.
        catch (Exception error) when (error is not RlarException)
#pragma warning restore CA1031
        {
            throw new ToolException($"{name}: the tool {card.Id} was not made: it threw {error.GetType().Name}: {error.Message}", error);
        }
    }

    /// <summary>The definition with the file in its version, and as the place it comes from where it names none.</summary>
    private static ToolDefinition Stamped(ToolDefinition definition, string name, string hash) => definition with
    {
        Draft = definition.Draft.Provenance == "built-in" ? definition.Draft with { Provenance = name } : definition.Draft,
        Make = (card, settings) => Made(definition, name, card, settings),
        Facts = [.. definition.Facts, new ToolFact("tools-file", () => hash)],
    };
}
