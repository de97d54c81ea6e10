using System.Globalization;
using System.Text.Json;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// Mean, greatest, least, median and deviation of every number that verifications carry at their top level or as usage, by task and over all
/// (<c>nemo_gym/reward_profile.py</c> compute_aggregate_metrics). Where NeMo-Gym counts the 0.0 of a rollout that failed or is masked, this does not.
/// </summary>
internal sealed class NemoGymMetrics
{
    private const string TaskIndex = "_ng_task_index";
    private const string RolloutIndex = "_ng_rollout_index";

    private readonly List<string> _columns = [];
    private readonly SortedDictionary<long, SortedDictionary<long, Dictionary<string, double>>> _tasks = [];
    private int _unscored;

    private NemoGymMetrics()
    {
    }

    /// <summary>Reads verifications.</summary>
    /// <param name="verified">The list <c>verify_responses</c>.</param>
    /// <exception cref="BadRequestException">It is no list, or has one rollout of a task twice.</exception>
    internal static NemoGymMetrics Of(JsonField verified)
    {
        if (verified.Kind != JsonValueKind.Array)
            throw verified.Wrong("a list of answers of /verify");
        var metrics = new NemoGymMetrics();
        foreach (var response in verified.Items())
            metrics.Add(response);
        return metrics;
    }

    /// <summary>Writes <c>{"group_level_metrics","agent_metrics","key_metrics"}</c>.</summary>
    /// <param name="json">Takes an object.</param>
    internal void Write(Utf8JsonWriter json)
    {
        Dictionary<string, double>[] all = [.. _tasks.Values.SelectMany(rollouts => rollouts.Values)];
        json.WriteStartObject();
        json.WriteStartArray("group_level_metrics");
        foreach (var (task, rollouts) in _tasks)
            WriteTask(json, task, rollouts);
        json.WriteEndArray();
        json.WriteStartObject("agent_metrics");
        if (all.Length > 0)
        {
            WriteStatistics(json, all, meansOnly: false);
            json.WriteNumber("unscored_rollouts", _unscored);
        }

        json.WriteEndObject();
        json.WriteStartObject("key_metrics");
        WriteStatistics(json, all, meansOnly: true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Add(JsonField response)
    {
        var (task, rollout) = (response[TaskIndex].WholeOrNull() ?? 0, response[RolloutIndex].WholeOrNull() ?? 0);
        var isUnscored = !response["_ng_failure_class"].IsAbsent
            || (response["instance_config"] is { Kind: JsonValueKind.Object } config && config["mask_sample"].Kind == JsonValueKind.True);
        if (isUnscored)
            _unscored++;
        var numbers = new Dictionary<string, double>();
        foreach (var (name, value) in response.Members())
        {
            if (name is not (TaskIndex or RolloutIndex) && !(isUnscored && name == "reward"))
                AddNumber(numbers, name, value);
        }

        if (response["response"] is { Kind: JsonValueKind.Object } inner && inner["usage"] is { Kind: JsonValueKind.Object } usage)
        {
            foreach (var (name, value) in usage.Members())
                AddNumber(numbers, name, value);
        }

        if (!_tasks.TryGetValue(task, out var rollouts))
            _tasks[task] = rollouts = [];
        if (!rollouts.TryAdd(rollout, numbers))
        {
            throw new BadRequestException(
                response.Path, $"rollout {rollout} of task {task} is there twice", $"Send each pair of {TaskIndex} and {RolloutIndex} once.");
        }
    }

    private void AddNumber(Dictionary<string, double> numbers, string name, JsonField value)
    {
        double? number = value.Kind switch
        {
            JsonValueKind.Number => value.Number(),
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => null,
        };
        if (number is not { } some)
            return;
        numbers[name] = some;
        if (!_columns.Contains(name))
            _columns.Add(name);
    }

    private void WriteTask(Utf8JsonWriter json, long task, SortedDictionary<long, Dictionary<string, double>> rollouts)
    {
        json.WriteStartObject();
        json.WriteNumber(TaskIndex, task);
        WriteStatistics(json, [.. rollouts.Values], meansOnly: false);
        json.WriteStartObject("sample");
        json.WriteStartObject("agent_ref");
        json.WriteString("name", "agent");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("num_rollouts", rollouts.Count);
        json.WriteNumber("expected_num_rollouts", rollouts.Count);
        json.WriteNumber("missing_num_rollouts", 0);
        json.WriteNumber("reward_profile_completion_pct", 100);
        json.WriteStartArray("rollout_infos");
        foreach (var (rollout, numbers) in rollouts)
        {
            json.WriteStartObject();
            json.WriteString("rollout_id", string.Create(CultureInfo.InvariantCulture, $"{task}:{rollout}"));
            json.WriteNumber(TaskIndex, task);
            json.WriteNumber(RolloutIndex, rollout);
            foreach (var (name, value) in numbers)
                json.WriteNumber(name, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteStatistics(Utf8JsonWriter json, Dictionary<string, double>[] rollouts, bool meansOnly)
    {
        var columns = new List<(string Name, double[] Values)>();
        foreach (var name in _columns)
        {
            double[] values = [.. rollouts.Where(numbers => numbers.ContainsKey(name)).Select(numbers => numbers[name])];
            if (values.Length > 0)
                columns.Add((name, values));
        }

        Write("mean", values => values.Average());
        if (meansOnly)
            return;
        Write("max", values => values.Max());
        Write("min", values => values.Min());
        Write("median", Median);

        // One number has no deviation; where no column has one, NeMo-Gym says 0.
        var isNone = columns.TrueForAll(column => column.Values.Length < 2);
        Write("std", values => values.Length > 1 ? Deviation(values) : isNone ? 0 : null);

        void Write(string statistic, Func<double[], double?> of)
        {
            foreach (var (name, values) in columns)
            {
                if (of(values) is { } value)
                    json.WriteNumber($"{statistic}/{name}", value);
            }
        }
    }

    private static double? Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
