using System.Text.Json;
using Rlar.Grpo.Advantages;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Advantages;

/// <summary>
/// Reads the fields that an estimator with another baseline needs, and no others: a row may have keys of these names that mean something else.
/// </summary>
/// <param name="estimator">The estimator.</param>
internal sealed class BaselineFieldReader(AdvantageEstimator estimator)
{
    /// <summary>What an estimator needs beside rewards, as a person reads it; empty where nothing.</summary>
    internal static string Fields(AdvantageEstimator estimator) => estimator switch
    {
        AdvantageEstimator.ReMax => "\"greedy_reward\"",
        AdvantageEstimator.RoleAverage => "\"roles\"",
        AdvantageEstimator.Hierarchical => "\"roles\" or \"episodes\"",
        AdvantageEstimator.OptimalTokenBaseline or AdvantageEstimator.OwnTokenBaseline => "\"logprobs\" and \"sum_pi_squared\"",
        _ => "",
    };

    /// <summary>Adds what is needed to a group.</summary>
    /// <param name="row">The row.</param>
    /// <param name="group">Its rewards.</param>
    /// <exception cref="InputException">A field that is needed is missing or not what it should be.</exception>
    internal GroupRewards Read(AdvantageRow row, GroupRewards group) => estimator switch
    {
        AdvantageEstimator.ReMax => group with { GreedyReward = row.Reward(Needed(row, "greedy_reward"), "greedy_reward") },
        AdvantageEstimator.RoleAverage => group with { Roles = Names(row, "roles", Needed(row, "roles"), group.Count) },
        AdvantageEstimator.Hierarchical => Hierarchical(row, group),
        AdvantageEstimator.OptimalTokenBaseline or AdvantageEstimator.OwnTokenBaseline => group with
        {
            Logprobs = Numbers(row, "logprobs", group.Count, double.NegativeInfinity, 1e-6),
            SquaredProbabilities = Numbers(row, "sum_pi_squared", group.Count, 0, 1 + 1e-6),
        },
        _ => group,
    };

    private GroupRewards Hierarchical(AdvantageRow row, GroupRewards group)
    {
        var (roles, episodes) = (row.Field("roles"), row.Field("episodes"));
        if (roles is null && episodes is null)
            _ = Needed(row, "roles");
        return group with
        {
            Roles = roles is { } given ? Names(row, "roles", given, group.Count) : null,
            Episodes = episodes is { } named ? Names(row, "episodes", named, group.Count) : null,
        };
    }

    private JsonElement Needed(AdvantageRow row, string field) =>
        row.Field(field) ?? throw row.Refuse(field, $"missing: the estimator needs {Fields(estimator)}");

    /// <summary>Names, or numbers that stand for them; one kind or the other, as each has its own text.</summary>
    private static string[] Names(AdvantageRow row, string name, JsonElement list, int count) => row.Each(list, name, count, (item, at) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString()!,
        JsonValueKind.Number => item.GetRawText(),
        _ => throw row.Refuse(at, $"must be a name, not {AdvantageRow.Shown(item)}"),
    });

    private double[][] Numbers(AdvantageRow row, string name, int count, double low, double high) => row.Each(
        Needed(row, name), name, count, (completion, at) => row.Each(completion, at, (item, token) =>
            item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out var number) && double.IsFinite(number) && number >= low && number <= high
                ? number
                : throw row.Refuse(token, $"must be a number {(high < 0.5 ? "of at most 0" : "from 0 to 1")}, not {AdvantageRow.Shown(item)}")));
}
