using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Tests.Training;

/// <summary>A whole run over a <see cref="BigramPolicy"/>, in a folder of its own.</summary>
internal sealed class BigramRun(string folder)
{
    internal const string Recipe = """
        model: bigram
        data: none
        steps: 20
        batch: 4
        group: 8
        checkpoint_every: 5
        evaluate_every: 10
        evaluate_completions: 8
        rollout: {max_tokens: 6}
        optimizer: {lr: 0.05}

        """;

    internal BigramPolicy Policy { get; private set; } = null!;

    internal BigramRollouts Engine { get; private set; } = null!;

    internal RunFolder Folder { get; } = new(folder);

    internal List<StepMetrics> Seen { get; } = [];

    /// <summary>Called after each step.</summary>
    internal Action<StepMetrics>? After { get; init; }

    internal bool IsExact { get; init; } = true;

    internal ITrainingReward Reward { get; init; } = new ShareReward();

    internal IReadOnlyList<Query> Rows { get; init; } = [.. "abcdefg".Select(letter => Row(letter.ToString()))];

    internal IRunWatch? Watch { get; init; }

    internal Action<BigramPolicy>? Prepare { get; init; }

    internal static Query Row(string prompt, params IReadOnlyList<string> references) =>
        new() { Id = $"row-{prompt}", Prompt = [new Message("user", prompt)], References = references };

    internal Task<int> RunAsync(string recipe = "", TrainingStart start = default, CancellationToken cancellationToken = default)
    {
        Policy = new BigramPolicy();
        Prepare?.Invoke(Policy);
        Engine = new BigramRollouts(Policy, IsExact);
        string[] settings = recipe.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new Trainer(Grpo.Recipes.Recipe.Parse(Recipe, "bigram.yaml", settings), Folder, new TrainerParts
        {
            Policy = Policy,
            Engine = Engine,
            Text = new BigramText(),
            Reward = Reward,
            HeldOutReward = new LengthReward(),
            Rows = Rows,
            HeldOut = [Row("ab"), Row("cd")],
            Watch = Watch,
            Steps = new Told(this),
        }).RunAsync(start, cancellationToken);
    }

    private sealed class Told(BigramRun run) : IProgress<StepMetrics>
    {
        public void Report(StepMetrics value)
        {
            run.Seen.Add(value);
            run.After?.Invoke(value);
        }
    }

    /// <summary>Rewards the share of letters that are c: a lambda's worth of reward.</summary>
    internal sealed class ShareReward : ITrainingReward
    {
        /// <summary>Texts that are not scored.</summary>
        internal Func<Query, Rollout, bool> LeavesOut { get; init; } = (_, _) => false;

        public async Task<RewardedRollouts> ScoreAsync(Query query, IReadOnlyList<Rollout> rollouts, int step, CancellationToken cancellationToken)
        {
            await Task.Yield();
            double?[] rewards = [.. rollouts.Select(rollout => LeavesOut(query, rollout) ? (double?)null : rollout.Text.Count(letter => letter == 'c') / 6.0)];
            return new RewardedRollouts(
                rewards, new Dictionary<string, IReadOnlyList<double?>> { ["share"] = rewards }, [.. rewards.Select(value => value is null ? "left "
                    + "out" : null)]);
        }
    }

    private sealed class LengthReward : ITrainingReward
    {
        public Task<RewardedRollouts> ScoreAsync(Query query, IReadOnlyList<Rollout> rollouts, int step, CancellationToken cancellationToken)
        {
            double?[] values = [.. rollouts.Select(rollout => (double?)rollout.Text.Length)];
            return Task.FromResult(new RewardedRollouts(
                values, new Dictionary<string, IReadOnlyList<double?>> { ["letters"] = values }, new string?[values.Length]));
        }
    }
}
