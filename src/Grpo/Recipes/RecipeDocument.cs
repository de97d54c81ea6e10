using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Rlar.Grpo.Recipes;

/// <summary>A recipe's YAML while keys are taken out of it: what is left at the end, nobody knows.</summary>
internal sealed class RecipeDocument
{
    private readonly string _file;
    private readonly YamlMappingNode _root;
    private readonly Dictionary<string, YamlNode> _settings = [];

    private RecipeDocument(string file, YamlMappingNode root) => (_file, _root) = (file, root);

    /// <summary>Reads the text and the settings that go before it.</summary>
    internal static RecipeDocument Parse(string yaml, string file, IEnumerable<string> settings)
    {
        var document = new RecipeDocument(file, Node(yaml, file) switch
        {
            YamlMappingNode map => map,
            null => new YamlMappingNode(),
            var other => throw new TrainingException($"{file}:{other.Start.Line}: a recipe has keys with values, such as 'steps: 100'."),
        });
        foreach (var setting in settings)
        {
            var at = setting.IndexOf('=');
            if (at <= 0)
                throw new TrainingException($"--set takes key=value, not '{setting}'.");
            var path = setting[..at].Trim();
            if (RecipeKeys.All.All(key => key.Path != path))
                throw new TrainingException($"--set {setting}: there is no key '{path}'{Near(path)}");
            document._settings[path] = Node(setting[(at + 1)..], $"--set {setting}") ?? new YamlScalarNode("");
        }

        return document;
    }

    /// <summary>The value of a default.</summary>
    internal static object DefaultOf(RecipeKey key) => key.ReadBoxed(Node(key.Default!, key.Path) ?? new YamlScalarNode(""));

    /// <summary>Takes a key out; null where there is none.</summary>
    internal object? Take(RecipeKey key)
    {
        var written = Remove(key.Path);
        var isSet = _settings.TryGetValue(key.Path, out var given);
        if ((given ?? written) is not { } node)
            return null;
        try
        {
            return key.ReadBoxed(node);
        }
        catch (RecipeValueException error)
        {
            throw new TrainingException($"{(isSet ? "--set" : $"{_file}:{error.Line}")}: '{key.Path}' {error.Message}.", error);
        }
        catch (ArgumentException error)
        {
            throw new TrainingException($"{_file}:{node.Start.Line}: '{key.Path}' names something twice.", error);
        }
    }

    /// <summary>Refuses what no key has taken.</summary>
    internal void RefuseRest() => RefuseRest(_root, "");

    private void RefuseRest(YamlMappingNode map, string section)
    {
        foreach (var (name, value) in map.Children)
        {
            var path = section + (name as YamlScalarNode)?.Value;
            if (value is YamlMappingNode inner && RecipeKeys.All.Any(key => key.Path.StartsWith(path + ".", StringComparison.Ordinal)))
                RefuseRest(inner, path + ".");
            else if (RecipeKeys.All.Any(key => key.Path.StartsWith(path + ".", StringComparison.Ordinal)))
                throw new TrainingException($"{_file}:{name.Start.Line}: '{path}' has keys of its own: {string.Join(", ", Inside(path))}.");
            else
                throw new TrainingException($"{_file}:{name.Start.Line}: there is no key '{path}'{Near(path)} 'rlar train --keys' lists them.");
        }
    }

    private YamlNode? Remove(string path)
    {
        var map = _root;
        var parts = path.Split('.');
        foreach (var part in parts[..^1])
        {
            if (!map.Children.TryGetValue(part, out var inner) || inner is not YamlMappingNode section)
                return null;
            map = section;
        }

        return map.Children.TryGetValue(parts[^1], out var node) && map.Children.Remove(parts[^1]) ? node : null;
    }

    private static IEnumerable<string> Inside(string section) =>
        RecipeKeys.All.Where(key => key.Path.StartsWith(section + ".", StringComparison.Ordinal)).Select(key => key.Path[(section.Length + 1)..]);

    private static string Near(string path)
    {
        var last = path[(path.LastIndexOf('.') + 1)..];
        // A key may have been written in the wrong section: its own name counts as much as its path.
        var near = RecipeKeys.All.Select(key => key.Path).FirstOrDefault(known => known.EndsWith("." + last, StringComparison.Ordinal))
            ?? NearNames.Of(path, RecipeKeys.All.Select(key => key.Path)).FirstOrDefault()
            ?? RecipeKeys.All.Select(key => key.Path).FirstOrDefault(known => NearNames.Of(last, [known[(known.LastIndexOf('.') + 1)..]]).Any());
        return near is null ? "." : $"; did you mean {near}?";
    }

    private static YamlNode? Node(string yaml, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count switch
            {
                0 => null,
                1 => stream.Documents[0].RootNode,
                _ => throw new TrainingException($"{file}: a recipe is one document of YAML, not {stream.Documents.Count}."),
            };
        }
        catch (YamlException error)
        {
            throw new TrainingException($"{file}:{error.Start.Line}: this is no YAML: {error.Message}", error);
        }
    }
}
