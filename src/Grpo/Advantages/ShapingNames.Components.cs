using Rlar.Kernels;
using Rlar.Kernels.Shaping;

namespace Rlar.Grpo.Advantages;

/// <summary>Steps that make one component: of others (G-RA, PAPO), or of preferences (win rates).</summary>
public static partial class ShapingNames
{
    private static WholeStep GatedAccumulation(ShapingArguments a)
    {
        var order = a.List("order");
        var gates = a.Numbers("gates");
        var name = a.Text("as") ?? a.Name;
        if (gates.Length != order.Length - 1)
            throw a.Refuse(
                $"order has {order.Length} components and gates {gates.Length} thresholds; "
                + "there is one threshold less, since the last component gates nothing");
        if (!gates.All(double.IsFinite))
            throw a.Refuse("a gate is a finite number");
        if (order.Distinct().Count() < order.Length)
            throw a.Refuse("order names a component twice");
        return new WholeStep(a, rewards =>
        {
            var columns = order.Select(component => rewards.Component(component, a.Name)).ToArray();
            var accumulated = new double[rewards.Batch.Count];
            try
            {
                a.Kernels.Shaping.GatedAccumulation([.. columns.SelectMany(c => c.Rewards)], [.. columns.SelectMany(c => c.Scored)], gates, accumulated);
            }
            catch (KernelException error) when (error.Index >= 0)
            {
                throw new KernelException(error.Message, error.Index % accumulated.Length);
            }

            rewards.Replace(order, name, new RewardColumn(accumulated, columns[0].Scored), a.Name);
        })
        {
            Needs = ShapingInputs.Components,
        };
    }

    private static WholeStep Papo(ShapingArguments a)
    {
        var (outcome, process) = (a.NeededText("outcome"), a.NeededText("process"));
        var threshold = a.Number("correct", 0.5);
        var name = a.Text("as") ?? a.Name;
        var options = new PapoOptions
        {
            ProcessWeight = a.Number("weight", 1),
            Epsilon = a.Number("eps", PapoOptions.Default.Epsilon),
            SampleDeviation = !a.IsYes("population"),
        };
        if (outcome == process)
            throw a.Refuse("outcome and process are the same component");
        return new WholeStep(a, rewards =>
        {
            var (outcomes, scored) = rewards.Component(outcome, a.Name);
            var (processes, processScored) = rewards.Component(process, a.Name);
            var correct = Correct(outcomes, scored, threshold);

            // A correct completion without its process reward would get half of its advantage: it is left out.
            var complete = scored.Select((isScored, i) => isScored && (!correct[i] || processScored[i])).ToArray();
            var advantages = new double[outcomes.Length];
            a.Kernels.Shaping.Papo(outcomes, processes, correct, complete, GroupLayout.Ragged(rewards.Batch.Offsets), options, advantages);
            rewards.Replace([outcome, process], name, new RewardColumn(advantages, complete), a.Name);
        })
        {
            Needs = ShapingInputs.Components,
        };
    }

    private static WholeStep WinRates(ShapingArguments a)
    {
        var missing = a.OneOf("missing", "leave-out", "tie") == "tie" ? MissingPair.Tie : MissingPair.LeaveOut;
        var name = a.Text("as") ?? a.Name;
        return new WholeStep(a, rewards =>
        {
            var batch = rewards.Batch;
            if (!batch.HasPreferences)
                throw ShapingInputException.Missing("preferences", a.Name);
            var column = new RewardColumn(new double[batch.Count], new bool[batch.Count]);
            for (var g = 0; g < batch.Groups; g++)
                WinRates(a.Kernels.Shaping, batch, g, missing, column);
            rewards.Replace([], name, column, a.Name);
        })
        {
            Needs = ShapingInputs.Preferences,
        };
    }

    /// <summary>The rates of a group among the completions that are not masked: a masked one is nobody's opponent.</summary>
    private static void WinRates(IShapingKernels kernels, AdvantageBatch batch, int group, MissingPair missing, RewardColumn column)
    {
        var start = batch.Offsets[group];
        var size = batch.Offsets[group + 1] - start;
        var kept = new List<int>();
        for (var i = 0; i < size; i++)
        {
            if (batch.Mask[start + i])
                kept.Add(i);
        }

        var all = batch.Preferences(group);
        var preferences = new double[kept.Count * kept.Count];
        var judged = new bool[preferences.Length];
        for (var at = 0; at < preferences.Length; at++)
        {
            var preference = all[kept[at / kept.Count]][kept[at % kept.Count]];
            (preferences[at], judged[at]) = (preference ?? 0, preference is not null);
        }

        var rates = new double[kept.Count];
        var opponents = new int[kept.Count];
        kernels.WinRates(preferences, judged, missing, opponents, rates);
        for (var k = 0; k < kept.Count; k++)
            (column.Rewards[start + kept[k]], column.Scored[start + kept[k]]) = (rates[k], opponents[k] > 0);
    }
}
