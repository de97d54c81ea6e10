using System.Text.Json;

namespace Rlar.Grpo.Policy.Checking;

/// <summary>Reads a case from a line of JSON. What a row of expected numbers has besides is passed over.</summary>
internal static class CheckCaseReader
{
    /// <summary>The case of a row.</summary>
    /// <exception cref="TrainingException">A field is missing or is not what it should be; the message names it.</exception>
    internal static CheckCase Read(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
            throw new TrainingException("it is no object");
        var sequences = Of(row, "sequences", JsonValueKind.Array).EnumerateArray()
            .Select((sequence, index) => Sequence(sequence, $"sequences[{index}]")).ToArray();
        if (sequences.Length == 0)
            throw new TrainingException("sequences: at least one is needed");
        var lora = Find(row, "lora") is { } given ? Lora(given) : default;
        if (Text(row, "trained") == "lora" && lora.Options is null)
            throw new TrainingException("lora: trained is 'lora', so rank, scale or alpha, targets, A and B are needed");
        var loss = Loss(Of(row, "loss", JsonValueKind.Object));
        return new CheckCase(Text(row, "id"), sequences, loss, lora.Options, lora.Numbers, Optimizer(row), Probes(row, sequences));
    }

    private static CheckSequence Sequence(JsonElement sequence, string where)
    {
        var tokens = Numbers(sequence, "tokens", where) ?? throw new TrainingException($"{where}.tokens: a list of ids is needed");
        var prompt = (int)Number(sequence, "prompt_length", where);
        if (prompt < 1 || prompt > tokens.Length)
            throw new TrainingException($"{where}.prompt_length is {prompt}; 1 to {tokens.Length} are possible");
        double[]? Tokens(string name) => Numbers(sequence, name, where) switch
        {
            null => null,
            { } list when list.Length == tokens.Length - prompt => list,
            { } list => throw new TrainingException($"{where}.{name} has {list.Length} numbers; the completion has {tokens.Length - prompt} tokens"),
        };
        var mask = Tokens("mask")?.Select(value => value != 0).ToArray() ?? Enumerable.Repeat(true, tokens.Length - prompt).ToArray();
        return new CheckSequence(
            new TrainingRow(Array.ConvertAll(tokens, token => (int)token), prompt), Number(sequence, "advantage", where, 0),
            Tokens("old_logps"), Tokens("ref_logps"), mask);
    }

    private static CheckLoss Loss(JsonElement loss)
    {
        var low = Number(loss, "epsilon", "loss", 0.2);
        return new CheckLoss(
            Text(loss, "type") ?? throw new TrainingException("loss.type: a name is needed"), low, Number(loss, "epsilon_high", "loss", low),
            Number(loss, "beta", "loss", 0), (int)Number(loss, "max_length", "loss", 0));
    }

    private static (LoraOptions? Options, Dictionary<string, (float[] A, float[] B)>? Numbers) Lora(JsonElement lora)
    {
        var rank = (int)Number(lora, "rank", "lora");
        var alpha = Find(lora, "scale") is { } scale ? scale.GetDouble() * rank : Number(lora, "alpha", "lora");
        var targets = Of(lora, "targets", JsonValueKind.Array).EnumerateArray().Select(target => target.GetString()!).ToArray();
        var (a, b) = (Of(lora, "A", JsonValueKind.Object), Of(lora, "B", JsonValueKind.Object));
        float[] Matrix(JsonElement all, string target, string name) => Numbers(all, target, $"lora.{name}") is { } numbers
            ? Array.ConvertAll(numbers, number => (float)number)
            : throw new TrainingException($"lora.{name}.{target}: a list of numbers is needed");
        return (
            new LoraOptions { Rank = rank, Alpha = alpha, Targets = targets },
            targets.ToDictionary(target => target, target => (Matrix(a, target, "A"), Matrix(b, target, "B")), StringComparer.Ordinal));
    }

    // Where the row has what is expected, the optimiser stands there; else it stands by itself.
    private static CheckOptimizer? Optimizer(JsonElement row)
    {
        var expected = Find(row, "expected") is { } numbers ? Find(numbers, "after") : null;
        var after = Find(row, "after") ?? expected ?? (Find(row, "optimizer") is null ? null : row);
        if (after is not { } found)
            return null;
        var optimizer = Of(found, "optimizer", JsonValueKind.Object);
        if (Text(optimizer, "name") is { } name && !string.Equals(name, "adamw", StringComparison.OrdinalIgnoreCase))
            throw new TrainingException($"optimizer.name is '{name}'; adamw is known");
        var betas = Numbers(optimizer, "betas", "optimizer") ?? [0.9, 0.999];
        return new CheckOptimizer(
            (int)Number(Find(optimizer, "steps") is null ? found : optimizer, "steps", "after"), Number(optimizer, "lr", "optimizer"), betas[0], betas[1],
            Number(optimizer, "eps", "optimizer", 1e-8), Number(optimizer, "weight_decay", "optimizer", 0),
            Find(optimizer, "max_grad_norm") is { } max ? max.GetDouble() : null);
    }

    private static (int Sequence, int Position)[]? Probes(JsonElement row, CheckSequence[] sequences)
    {
        var probes = Find(row, "logits_probe") ?? (Find(row, "expected") is { } expected ? Find(expected, "logits_probe") : null);
        return probes?.EnumerateArray().Select(probe =>
        {
            var (sequence, position) = ((int)Number(probe, "seq", "logits_probe"), (int)Number(probe, "pos", "logits_probe"));
            if ((uint)sequence >= (uint)sequences.Length || (uint)position >= (uint)sequences[sequence].Row.Tokens.Length)
                throw new TrainingException($"logits_probe: there is no position {position} of a sequence {sequence}");
            return (sequence, position);
        }).ToArray();
    }

    private static JsonElement? Find(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static JsonElement Of(JsonElement row, string name, JsonValueKind kind) => Find(row, name) is { } value && value.ValueKind == kind
        ? value
        : throw new TrainingException($"{name}: {(kind == JsonValueKind.Array ? "a list" : "an object")} is needed");

    private static string? Text(JsonElement row, string name) => Find(row, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static double Number(JsonElement row, string name, string where, double? otherwise = null) => Find(row, name) switch
    {
        { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        null when otherwise is { } number => number,
        _ => throw new TrainingException($"{where}.{name}: a number is needed"),
    };

    private static double[]? Numbers(JsonElement row, string name, string where)
    {
        if (Find(row, name) is not { } list)
            return null;
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Number))
            throw new TrainingException($"{where}.{name}: a list of numbers is needed");
        return [.. list.EnumerateArray().Select(item => item.GetDouble())];
    }
}
