using System.Text.Json;
using Rlar.Agents.Classification;

namespace Rlar.Agents.Evolution;

/// <summary>
/// Groups the rows of a data set into tasks: by the row's task hint, or what a classifier says, and by the description of what an answer must do, which is the
/// row's metadata <c>description</c>, <c>requirement</c>, <c>criterion</c> or <c>rubric</c>, else its system message.
/// </summary>
public static class TaskGrouping
{
    private static readonly string[] s_descriptions = ["description", "requirement", "criterion", "rubric"];

    /// <summary>The tasks, in the order of their first rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="labelOf">The label of a query without a hint; null for none. Default none.</param>
    public static IReadOnlyList<EvolutionTask> Of(IEnumerable<EvolutionRow> rows, Func<Query, string?>? labelOf = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var tasks = new OrderedDictionary<(string Label, string Description), List<EvolutionRow>>();
        foreach (var row in rows)
        {
            var query = row.Group.Query;
            var key = (LabelOf(query, labelOf), DescriptionOf(query));
            if (!tasks.TryGetValue(key, out var found))
                tasks.Add(key, found = []);
            found.Add(row);
        }

        return [.. tasks.Select(pair => new EvolutionTask(pair.Key.Label, pair.Key.Description, pair.Value))];
    }

    /// <summary>What a row says that an answer must do; "" where it does not.</summary>
    /// <param name="query">The row's query.</param>
    public static string DescriptionOf(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Metadata is { ValueKind: JsonValueKind.Object } metadata)
        {
            foreach (var name in s_descriptions)
            {
                if (metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                    && value.GetString() is { } text && text.Trim().Length > 0)
                    return text.Trim();
            }
        }

        return query.Prompt.FirstOrDefault(message => message.Role == "system").Content?.Trim() ?? "";
    }

    /// <summary>The label of a row's task: its hint, else what a classifier says, else "untitled".</summary>
    internal static string LabelOf(Query query, Func<Query, string?>? labelOf) =>
        (query.TaskHints.Count > 0 ? query.TaskHints[0] : labelOf?.Invoke(query)) is { } name && TaskLabel.Of(name) is { Length: > 0 } label
            ? label
            : "untitled";

    /// <summary>What names a task.</summary>
    internal static string KeyOf(string label, string description) => description.Length == 0 ? label : $"{label}: {description}";
}
