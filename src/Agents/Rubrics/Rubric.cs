using System.Text.Json;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Rubrics;

/// <summary>
/// Weighted criteria, after rubrics as rewards (Gunjal et al. 2025, arXiv 2507.17746): the value of an answer is the weighted share that it meets. As JSON:
/// <c>{"criteria": [{"name", "weight", "check": {template} | "question": "…"}], "adaptive": 0..5}</c>; adaptive ones are written from the group's answers.
/// </summary>
/// <param name="Criteria">The persistent criteria, 1 to 12, with names that differ.</param>
/// <param name="Adaptive">How many more a model may write from the answers of a group, 0 to 5.</param>
public sealed record Rubric(IReadOnlyList<Criterion> Criteria, int Adaptive)
{
    /// <summary>The most criteria that are written from a group's answers.</summary>
    public const int MostAdaptive = 5;

    private const int MostCriteria = 12;
    private const int LongestName = 40;
    private const int LongestQuestion = 300;
    private const double GreatestWeight = 100;
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 48, AllowDuplicateProperties = false };

    /// <summary>Whether it asks a judge.</summary>
    public bool AsksJudge => Adaptive > 0 || Criteria.Any(criterion => criterion.Question is not null);

    /// <summary>Reads a rubric strictly.</summary>
    /// <param name="json">The rubric.</param>
    /// <exception cref="RubricException">It is none; with the place.</exception>
    public static Rubric Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, s_strict);
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new RubricException("$", $"no JSON: {error.Message}", error);
        }
    }

    private static Rubric Read(JsonElement root)
    {
        Known(root, "$", "criteria", "adaptive");
        if (!root.TryGetProperty("criteria", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostCriteria)
            throw new RubricException("$.criteria", $"a list of 1 to {MostCriteria} criteria.");
        var criteria = list.EnumerateArray().Select((criterion, index) => ReadCriterion(criterion, $"$.criteria[{index}]")).ToList();
        if (criteria.GroupBy(criterion => criterion.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new RubricException("$.criteria", $"the name '{twice.Key}' is there twice.");
        var adaptive = 0;
        if (root.TryGetProperty("adaptive", out var more)
            && !(more.ValueKind == JsonValueKind.Number && more.TryGetInt32(out adaptive) && adaptive is >= 0 and <= MostAdaptive))
            throw new RubricException("$.adaptive", $"a whole number from 0 to {MostAdaptive}.");
        return new Rubric(criteria, adaptive);
    }

    internal static Criterion ReadCriterion(JsonElement element, string place)
    {
        Known(element, place, "name", "weight", "check", "question");
        var name = element.TryGetProperty("name", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : "";
        if (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new RubricException($"{place}.name", $"1 to {LongestName} small letters, digits and hyphens.");
        if (!element.TryGetProperty("weight", out var given) || given.ValueKind != JsonValueKind.Number || !given.TryGetDouble(out var weight)
            || weight is not (> 0 and <= GreatestWeight))
            throw new RubricException($"{place}.weight", $"a number above 0 and at most {GreatestWeight}.");
        var (hasCheck, hasQuestion) = (element.TryGetProperty("check", out var check), element.TryGetProperty("question", out var asked));
        if (hasCheck == hasQuestion)
            throw new RubricException(place, "a criterion has either a check or a question.");
        if (hasCheck)
            return new Criterion(name, weight, Template(check, place), null);
        return asked.ValueKind == JsonValueKind.String && asked.GetString() is { Length: > 0 and <= LongestQuestion } question && question.Trim().Length > 0
            ? new Criterion(name, weight, null, question)
            : throw new RubricException($"{place}.question", $"a text of 1 to {LongestQuestion} characters.");
    }

    private static TemplateExpression Template(JsonElement check, string place)
    {
        try
        {
            return TemplateExpression.Parse(check.GetRawText());
        }
        catch (TemplateException error)
        {
            throw new RubricException($"{place}.check{error.Place[1..]}", error.Message[(error.Place.Length + 2)..], error);
        }
    }

    private static void Known(JsonElement element, string place, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new RubricException(place, "an object is wanted.");
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
                throw new RubricException($"{place}.{property.Name}", $"there is no such member; there are {string.Join(", ", names!)}.");
        }
    }
}
