using System.Globalization;
using Rlar.Grpo.Checkpoints;
using Rlar.Grpo.Recipes;
using Rlar.Grpo.Training;
using Rlar.Inference;
using Rlar.Inference.Safetensors;

namespace Rlar.Grpo.Export;

/// <summary>The trained tensors of a run's checkpoint, checked against its manifest and mapped into memory.</summary>
public sealed class TrainedWeights : IDisposable
{
    private readonly SafetensorsFile _file;

    private TrainedWeights(RunFolder run, Checkpoint checkpoint, SafetensorsFile file)
    {
        _file = file;
        Step = checkpoint.Manifest.Step;
        Recipe = Recipe.Parse(Text(run.Recipe), run.Recipe);
        RecipePath = run.Recipe;
        Provenance = new Dictionary<string, string>
        {
            ["rlar.run"] = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Root))),
            ["rlar.step"] = Step.ToString(CultureInfo.InvariantCulture),
            ["rlar.policy"] = checkpoint.Manifest.Identity,
            ["rlar.weights.sha256"] = checkpoint.Manifest.Files.First(entry => entry.Name == CheckpointKeeper.Weights).Sha256,
        };
        Tensors = [.. file.Tensors.Select(tensor => new ExportTensor(
            tensor.Name, [.. tensor.Shape.Select(size => checked((int)size))], (start, values) => file.Read(tensor, start, values)))];
    }

    /// <summary>Steps done.</summary>
    public int Step { get; }

    /// <summary>The run's recipe.</summary>
    public Recipe Recipe { get; }

    /// <summary>The recipe's file.</summary>
    public string RecipePath { get; }

    /// <summary>The tensors; they are read when they are written, so keep this open until then.</summary>
    public IReadOnlyList<ExportTensor> Tensors { get; }

    /// <summary>Run, step, policy and hash, for the metadata of what is written.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; }

    /// <summary>The adapter's alpha; null where all weights are trained.</summary>
    public double? Alpha => Recipe.Get(RecipeKeys.LoraRank) > 0 ? Recipe.Get(RecipeKeys.LoraAlpha) : null;

    /// <summary>Opens a checkpoint.</summary>
    /// <param name="path">A run's folder, whose newest checkpoint is taken, or a checkpoint's folder within one.</param>
    /// <exception cref="TrainingException">It is neither, holds no checkpoint, or is damaged.</exception>
    public static TrainedWeights Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var isCheckpoint = File.Exists(Path.Combine(full, CheckpointManifest.Name));
        // run/checkpoints/step-000050
        var run = new RunFolder(isCheckpoint ? Path.GetDirectoryName(Path.GetDirectoryName(full)!)! : full);
        if (!File.Exists(run.Recipe))
            throw new TrainingException($"{path}: is no run ({run.Recipe} is missing). Give a run's folder, a checkpoint's in one, or a GGUF file.");
        var checkpoint = isCheckpoint ? Whole(full) : new CheckpointStore(run.Checkpoints, 1).Open(null)
            ?? throw new TrainingException($"{path}: the run has no checkpoint yet.");
        try
        {
            return new TrainedWeights(run, checkpoint, SafetensorsFile.Open(checkpoint.PathOf(CheckpointKeeper.Weights)));
        }
        catch (InferenceException error)
        {
            throw new TrainingException(error.Message, error);
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => _file.Dispose();

    private static Checkpoint Whole(string folder) =>
        Checkpoint.Verify(folder, out var damage) ?? throw new TrainingException($"{folder}: the checkpoint is damaged: {damage}.");

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{path}: cannot be read: {error.Message}", error);
        }
    }
}
