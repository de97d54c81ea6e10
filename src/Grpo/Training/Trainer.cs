using Rlar.Grpo.Recipes;

namespace Rlar.Grpo.Training;

/// <summary>
/// A run: warm-up, steps of GRPO, evaluations, records, checkpoints. What a recipe, a policy and rows give is the same numbers each time, in one go or in
/// several: a run that was interrupted goes on from its last checkpoint as if it had not been.
/// </summary>
/// <param name="recipe">What is to be done.</param>
/// <param name="folder">Where it is kept.</param>
/// <param name="parts">What does it.</param>
public sealed class Trainer(Recipe recipe, RunFolder folder, TrainerParts parts)
{
    /// <summary>Trains.</summary>
    /// <param name="start">From where.</param>
    /// <param name="cancellationToken">Ends the run; a checkpoint is written of the last step that was done.</param>
    /// <returns>The last step.</returns>
    /// <exception cref="TrainingException">The run cannot begin or go on: another run has the folder, the recipe is another one, a number is not
    /// finite, the disk does not take the records.</exception>
    /// <exception cref="OperationCanceledException">The run was ended; its checkpoint is written.</exception>
    public async Task<int> RunAsync(TrainingStart start, CancellationToken cancellationToken)
    {
        try
        {
            return await TrainAsync(start, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException(
                $"{folder.Root}: the run's files cannot be written: {error.Message} Make room and go on with --resume: from the last checkpoint.", error);
        }
    }

    private async Task<int> TrainAsync(TrainingStart start, CancellationToken cancellationToken)
    {
        using var alone = RunLock.Take(folder);
        using var loop = new TrainingLoop(recipe, parts);
        var records = new RunRecords(folder);
        var keeper = new CheckpointKeeper(recipe, folder, parts, loop.Update);
        var state = keeper.Begin(start, records);
        var plan = loop.Plan;
        try
        {
            if (plan.IsEvaluated(state.Step) && records.Evaluations.Read().All(record => record.Step != state.Step))
                await EvaluateAsync(loop, records, state.Step, cancellationToken);
            while (state.Step < plan.Last)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var done = await loop.StepAsync(plan.After(state.Step), state, cancellationToken);
                state = Record(records, done, plan);
                loop.Update.Begin();
                if (plan.IsEvaluated(state.Step))
                    await EvaluateAsync(loop, records, state.Step, cancellationToken);
                if (plan.IsKept(state.Step))
                    keeper.Write(state);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (!loop.Update.HasChangedWeights)
                keeper.WriteIfNew(state);
            throw;
        }
        catch (TrainingException error) when (keeper.Newest is { } newest)
        {
            throw new TrainingException($"{error.Message} The checkpoint before it: {folder.Checkpoint(newest)}.", error);
        }

        keeper.WriteIfNew(state);
        return state.Step;
    }

    private LoopState Record(RunRecords records, StepOutcome done, TrainingPlan plan)
    {
        if (plan.IsSampled(done.Metrics.Step) && done.Samples.Count > 0)
            records.Samples.Append(SampleChoice.Some(done.Samples, recipe.Get(RecipeKeys.Samples)));
        records.Metrics.Append([done.Metrics]);
        parts.Steps?.Report(done.Metrics);
        Tell(records, parts.Watch?.Observe(done.Metrics, done.Samples) ?? []);
        return done.State;
    }

    private async Task EvaluateAsync(TrainingLoop loop, RunRecords records, int step, CancellationToken cancellationToken)
    {
        var (record, samples) = await loop.Evaluation!.RunAsync(step, loop.Plan.RewardStep(step), cancellationToken);
        records.Samples.Append(SampleChoice.Some(samples, recipe.Get(RecipeKeys.Samples)));
        records.Evaluations.Append([record]);
        parts.Evaluations?.Report(record);
        Tell(records, parts.Watch?.Observe(record, samples) ?? []);
    }

    private void Tell(RunRecords records, IReadOnlyList<AlarmRecord> alarms)
    {
        if (alarms.Count > 0)
            records.Alarms.Append(alarms);
        foreach (var alarm in alarms)
            parts.Alarms?.Report(alarm);
    }
}
