using System.Runtime.InteropServices;
using System.Text.Json;
using Rlar.Scoring.Pipeline;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>The answers of <see cref="NemoGymDialect"/>.</summary>
internal static class NemoGymAnswers
{
    // What the server says itself; of these a request may carry what was said the last time.
    private static readonly string[] s_own = ["reward", "reward_components", "_ng_failure_class", "_ng_failure_judge_error", "rlar"];

    /// <summary>
    /// Every field of the request as it came, then <c>reward</c>, and <c>reward_components</c>, which sum to it, or why there is none: the flags of a
    /// verification that failed, or the mask of one that has nothing to judge by.
    /// </summary>
    /// <param name="json">Takes an object.</param>
    /// <param name="request">The request.</param>
    /// <param name="scored">One completion.</param>
    internal static void WriteVerified(Utf8JsonWriter json, JsonField request, ScoredGroup scored)
    {
        var outcome = scored.Outcomes[0].Outcome;
        var isMasked = scored.Rewards[0] is null;
        json.WriteStartObject();
        foreach (var (name, value) in request.Members())
        {
            if (s_own.Contains(name) || (isMasked && name == "instance_config"))
                continue;
            json.WritePropertyName(name);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value.Element), skipInputValidation: true);
        }

        json.WriteNumber("reward", scored.Rewards[0] ?? 0.0);
        if (!isMasked)
            WriteComponents(json, RewardCombiner.Shares(scored.Calls, 0));
        else
            WriteMask(json, request["instance_config"]);
        if (outcome is RewardOutcome.Failed failed)
        {
            json.WriteString("_ng_failure_class", "judge_failed");
            json.WriteString("_ng_failure_judge_error", OutcomeDetail.Line(failed));
        }

        json.WritePropertyName("rlar");
        OutcomeDetail.Write(json, outcome, scored.Route);
        json.WriteEndObject();
    }

    /// <summary>The rewards of answers that were compared, in their order.</summary>
    /// <param name="json">Takes an object.</param>
    /// <param name="scored">The group, all of it scored.</param>
    internal static void WriteCompared(Utf8JsonWriter json, ScoredGroup scored)
    {
        json.WriteStartObject();
        json.WriteStartArray("rewards");
        foreach (var reward in scored.Rewards)
            json.WriteNumberValue(reward!.Value);
        json.WriteEndArray();
        json.WriteStartArray("comparison_results");
        for (var i = 0; i < scored.Outcomes.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("response", i);
            json.WritePropertyName("rlar");
            OutcomeDetail.Write(json, scored.Outcomes[i].Outcome, scored.Route);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNull("metrics");
        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json, OrderedDictionary<string, double> components)
    {
        json.WriteStartObject("reward_components");
        foreach (var (tool, share) in components)
            json.WriteNumber(tool, share);
        json.WriteEndObject();
    }

    private static void WriteMask(Utf8JsonWriter json, JsonField config)
    {
        json.WriteStartObject("instance_config");
        if (config.Kind == JsonValueKind.Object)
        {
            foreach (var (name, value) in config.Members().Where(member => member.Name != "mask_sample"))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value.Element), skipInputValidation: true);
            }
        }

        json.WriteBoolean("mask_sample", true);
        json.WriteEndObject();
    }
}
