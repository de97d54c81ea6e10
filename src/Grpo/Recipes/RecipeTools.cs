using Rlar.Grpo.Advantages;
using Rlar.Kernels;
using YamlDotNet.RepresentationModel;

namespace Rlar.Grpo.Recipes;

/// <summary>How a recipe names reward tools: a list of ids, or of tool, weight and options; or the word route for what the router picks.</summary>
internal static class RecipeTools
{
    private const string Takes = "a list of tools, each an id or {tool, weight, options}";
    private static readonly string[] s_keys = ["tool", "weight", "options"];

    /// <summary>A list of tools; none: an empty list.</summary>
    internal static RecipeKind<IReadOnlyList<RecipeTool>> Tools { get; } = new(Takes, ToolsOf, Write);

    /// <summary>The same; the word route gives an empty list.</summary>
    internal static RecipeKind<IReadOnlyList<RecipeTool>> Routed { get; } = new(
        $"route, or {Takes}",
        node => node is YamlScalarNode { Value: "route" } ? [] : ToolsOf(node) is { Count: > 0 } tools
            ? tools
            : throw new RecipeValueException(node, "is an empty list: name a tool, or write route"),
        tools => tools.Count == 0 ? "route" : Write(tools));

    private static IReadOnlyList<RecipeTool> ToolsOf(YamlNode node)
    {
        if (node is not YamlSequenceNode list)
            throw new RecipeValueException(node, $"takes {Takes}");
        RecipeTool[] tools = [.. list.Children.Select(ToolOf)];
        return tools.GroupBy(tool => tool.Id).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new RecipeValueException(node, $"names the tool {twice.Key} twice")
            : tools;
    }

    private static RecipeTool ToolOf(YamlNode node)
    {
        if (node is YamlScalarNode)
            return new RecipeTool(RecipeKind.ScalarOf(node), "1", new Dictionary<string, string>());
        if (node is not YamlMappingNode map)
            throw new RecipeValueException(node, $"takes {Takes}");
        foreach (var key in map.Children.Keys)
        {
            var name = RecipeKind.ScalarOf(key);
            if (!s_keys.Contains(name))
                throw new RecipeValueException(key, $"has a tool with the key '{name}'; a tool has {string.Join(", ", s_keys)}");
        }

        if (!map.Children.TryGetValue("tool", out var id))
            throw new RecipeValueException(node, "has an entry without a tool");
        return new RecipeTool(
            RecipeKind.ScalarOf(id),
            map.Children.TryGetValue("weight", out var weight) ? WeightOf(weight) : "1",
            map.Children.TryGetValue("options", out var options) ? OptionsOf(options) : new Dictionary<string, string>());
    }

    private static string WeightOf(YamlNode node)
    {
        var text = RecipeKind.ScalarOf(node);
        try
        {
            _ = WeightNames.Parse(text);
            return text;
        }
        catch (KernelException error)
        {
            throw new RecipeValueException(node, $"has a weight that is none: {error.Message.TrimEnd('.')}");
        }
    }

    private static Dictionary<string, string> OptionsOf(YamlNode node) => node is YamlMappingNode map
        ? map.Children.ToDictionary(pair => RecipeKind.ScalarOf(pair.Key), pair => RecipeKind.ScalarOf(pair.Value))
        : throw new RecipeValueException(node, "has options that are no keys and values, such as {min: 0}");

    private static string Write(IReadOnlyList<RecipeTool> tools) => $"[{string.Join(", ", tools.Select(Write))}]";

    private static string Write(RecipeTool tool)
    {
        var options = string.Join(", ", tool.Options.Select(option => $"{RecipeKind.Quoted(option.Key)}: {RecipeKind.Quoted(option.Value)}"));
        return $"{{tool: {RecipeKind.Quoted(tool.Id)}, weight: {RecipeKind.Quoted(tool.Weight)}{(options.Length > 0 ? $", options: {{{options}}}" : "")}}}";
    }
}
