using System.Text.Json;
using Rlar.Server.Live;

namespace Rlar.Server.Page;

/// <summary>Writes a group for the inspector.</summary>
/// <param name="json">Takes it.</param>
internal readonly struct GroupJson(Utf8JsonWriter json)
{
    private LiveJson Live => new(json);

    /// <summary>The group with all that is kept of it.</summary>
    internal void Write(LiveGroup group)
    {
        json.WriteStartObject();
        Live.Head(group);
        json.WriteString("why", group.Why);
        Live.Number("confidence", group.Confidence);
        json.WriteBoolean("flat", group.IsFlat);
        Live.Number("cutAt", group.CutAt);
        json.WriteStartArray("tools");
        foreach (var call in group.Calls)
        {
            json.WriteStartObject();
            json.WriteString("id", call.Tool);
            json.WriteString("version", call.Version);
            Live.Number("weight", call.Weight);
            Live.Number("ms", call.Took?.TotalMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("prompt");
        foreach (var message in group.Prompt)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WriteString("content", message.Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("references");
        foreach (var reference in group.References)
            json.WriteStringValue(reference);
        json.WriteEndArray();
        json.WriteBoolean("byToken", group.IsByToken);
        json.WriteStartArray("completions");
        for (var i = 0; i < group.Outcomes.Count; i++)
            Completion(group, i);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Completion(LiveGroup group, int index)
    {
        json.WriteStartObject();
        if (group.Completions?[index] is { } completion)
        {
            json.WriteString("text", completion.Text);
            Live.Number("tokens", completion.TokenCount);
            json.WriteStartArray("marks");
            foreach (var mark in Extraction.Of(group, index))
            {
                json.WriteStartObject();
                json.WriteNumber("start", mark.Start);
                json.WriteNumber("length", mark.Length);
                json.WriteString("tool", mark.Tool);
                json.WriteBoolean("reference", mark.IsReference);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        Live.Number("reward", group.Rewards[index]);
        Live.Number("advantage", group.Advantages?[index]);
        Outcome(group.Outcomes[index].Outcome);
        if (group.Calls.Count > 1)
        {
            json.WriteStartArray("tools");
            foreach (var call in group.Calls)
            {
                json.WriteStartObject();
                json.WriteString("id", call.Tool);
                Outcome(call.Outcomes[index]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void Outcome(RewardOutcome outcome)
    {
        json.WriteString("status", outcome.Status);
        json.WriteString("reason", LiveGroup.ReasonOf(outcome));
        if (outcome is RewardOutcome.Failed failed)
            json.WriteString("boundary", failed.Boundary);
        if (outcome is not RewardOutcome.Scored scored)
            return;
        Live.Number("value", scored.Value);
        if (scored.Parts is null)
            return;
        json.WriteStartObject("parts");
        foreach (var (name, value) in scored.Parts)
            Live.Number(name, value);
        json.WriteEndObject();
    }
}
