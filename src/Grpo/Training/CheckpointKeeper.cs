using System.Security.Cryptography;
using System.Text.Json;
using Rlar.Grpo.Checkpoints;
using Rlar.Grpo.Recipes;

namespace Rlar.Grpo.Training;

/// <summary>Writes checkpoints of a run and finds the one to go on from. Weights and moments are safetensors files, so that others can read them.</summary>
/// <param name="recipe">What is done.</param>
/// <param name="folder">Where the run is kept.</param>
/// <param name="parts">What does it.</param>
/// <param name="update">What has the moments.</param>
internal sealed class CheckpointKeeper(Recipe recipe, RunFolder folder, TrainerParts parts, WeightUpdate update)
{
    /// <summary>The trained weights or adapters.</summary>
    internal const string Weights = "weights.safetensors";

    /// <summary>The optimiser's first and second moments.</summary>
    internal static readonly string[] Moments = ["moments-1.safetensors", "moments-2.safetensors"];

    /// <summary>All that the loop knows beside them.</summary>
    internal const string State = "state.json";

    private readonly CheckpointStore _store = new(folder.Checkpoints, recipe.Get(RecipeKeys.Keep));
    private readonly string _rows = HashOf(parts);

    /// <summary>The step of the newest checkpoint; null where there is none.</summary>
    internal int? Newest => _store.Steps is [.., var newest] ? newest : null;

    private string Identity => string.Join("; ", new[] { parts.Policy.Identity, parts.Engine.Identity, parts.Advantages.Name }.Where(part => part.Length > 0));

    /// <summary>Begins a run or goes on with one: the state, with weights and moments in place and the records cut to it.</summary>
    /// <exception cref="TrainingException">The folder holds a run and none is resumed; or what is resumed is another run, or damaged.</exception>
    internal LoopState Begin(TrainingStart start, RunRecords records)
    {
        var holdsRun = File.Exists(folder.Recipe);
        if (holdsRun && !start.Resumes)
            throw new TrainingException($"{folder.Root}: holds a run already. Go on with it with --resume, or give another folder with -o.");
        if (!holdsRun && start.Resumes)
            throw new TrainingException($"{folder.Root}: there is no run to resume. Leave --resume out to begin one.");
        if (holdsRun)
            CheckRecipe();
        var state = (start.Resumes ? _store.Open(start.From) : null) is { } checkpoint
            ? Restore(checkpoint)
            : new LoopState { Seed = recipe.Get(RecipeKeys.Seed), Rows = _rows };
        // Killed before its first checkpoint, a run begins again.
        records.CutAfter(state.Step == 0 ? -1 : state.Step);
        _store.RemoveAfter(state.Step);
        File.WriteAllText(folder.Recipe, recipe.Write());
        return state;
    }

    /// <summary>Writes a checkpoint.</summary>
    internal void Write(LoopState state) => _store.Write(state.Step, Identity, new Dictionary<string, Action<Stream>>
    {
        [Weights] = output => TensorFile.Write(output, parts.Policy.Tensors, parts.Policy.Weights),
        [Moments[0]] = output => TensorFile.Write(output, parts.Policy.Tensors, update.Optimizer.FirstMoments),
        [Moments[1]] = output => TensorFile.Write(output, parts.Policy.Tensors, update.Optimizer.SecondMoments),
        [State] = (state with { OptimizerSteps = update.Optimizer.Steps, Watch = parts.Watch?.SaveState() ?? state.Watch }).Write,
    });

    /// <summary>Writes one unless it is there.</summary>
    internal void WriteIfNew(LoopState state)
    {
        if (Newest != state.Step && state.Step > 0)
            Write(state);
    }

    private LoopState Restore(Checkpoint checkpoint)
    {
        if (checkpoint.Manifest.Identity != Identity)
            throw new TrainingException(
                $"{checkpoint.Folder}: was written by '{checkpoint.Manifest.Identity}', and this is '{Identity}': the numbers would be others. "
                + "Resume on a machine and with settings that are the same, or begin in another folder.");
        var state = LoopState.Read(checkpoint.PathOf(State));
        if (state.Rows != _rows)
            throw new TrainingException($"{folder.Root}: the run began with other rows or another model. Give it the same files, or begin in another folder.");
        TensorFile.Read(checkpoint.PathOf(Weights), parts.Policy.Tensors, parts.Policy.Weights);
        TensorFile.Read(checkpoint.PathOf(Moments[0]), parts.Policy.Tensors, update.Optimizer.FirstMoments);
        TensorFile.Read(checkpoint.PathOf(Moments[1]), parts.Policy.Tensors, update.Optimizer.SecondMoments);
        update.Optimizer.Steps = state.OptimizerSteps;
        if (state.Watch is { } watch)
            parts.Watch?.RestoreState(watch);
        return state;
    }

    private void CheckRecipe()
    {
        var before = Recipe.Parse(File.ReadAllText(folder.Recipe), folder.Recipe);
        if (before.FirstDifference(recipe) is var (key, its, other))
            throw new TrainingException($"{folder.Root}: the run began with {key}: {its}, and this recipe says {other}. Put it back, or begin in "
                + "another folder.");
        if (before.Get(RecipeKeys.Steps) > recipe.Get(RecipeKeys.Steps))
            throw new TrainingException(
                $"{folder.Root}: the run began with steps: {before.Get(RecipeKeys.Steps)}, and this recipe says {recipe.Get(RecipeKeys.Steps)}: it "
                    + "may grow, not shrink.");
        if (before.Get(RecipeKeys.Steps) < recipe.Get(RecipeKeys.Steps) && OptimizerRecipe.DependsOnSteps(recipe))
            throw new TrainingException(
                $"{folder.Root}: the learning rate falls over all steps ({recipe.Get(RecipeKeys.Schedule)}), so that they cannot become more. "
                + "Begin in another folder, with optimizer.decay_steps.");
    }

    private static string HashOf(TrainerParts parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(parts.Model));
        foreach (var row in parts.Rows.Append(null).Concat(parts.HeldOut))
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(row));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
