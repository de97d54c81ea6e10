using Rlar.Inference;
using Rlar.Inference.Conversion;

namespace Rlar.Grpo.Export;

/// <summary>
/// Writes what training made as files that other programs load: whole models in GGUF, adapters in GGUF or for PEFT. Everything is written beside its place and
/// renamed; the same source gives the same bytes.
/// </summary>
public static class PolicyExport
{
    private static readonly (string Name, ExportFormat Format)[] s_formats =
    [
        ("gguf-f32", ExportFormat.GgufF32), ("gguf-f16", ExportFormat.GgufF16), ("gguf-q8_0", ExportFormat.GgufQ8),
        ("adapter", ExportFormat.Adapter), ("peft", ExportFormat.Peft), ("merged", ExportFormat.Merged),
    ];

    /// <summary>The formats' names: gguf-f32, gguf-f16, gguf-q8_0, adapter, peft, merged.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_formats.Select(format => format.Name)];

    /// <summary>The format of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="TrainingException">There is no such format.</exception>
    public static ExportFormat FormatOf(string name) =>
        s_formats.FirstOrDefault(format => format.Name == name) is { Name: not null } found
            ? found.Format
            : throw new TrainingException($"There is no format '{name}'; there are {string.Join(", ", Names)}.");

    /// <summary>Writes a policy.</summary>
    /// <param name="source">The policy.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="path">The file; with <see cref="ExportFormat.Peft"/> the folder.</param>
    /// <param name="cancellationToken">Stops the writing; nothing is left of it.</param>
    /// <exception cref="TrainingException">The model is not the one that was trained, there is no adapter where one is wanted, or a file cannot be read or
    /// written.</exception>
    public static void Write(ExportSource source, ExportFormat format, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            switch (format)
            {
                case ExportFormat.Adapter:
                    AdapterExport.Write(source, path, cancellationToken);
                    break;
                case ExportFormat.Peft:
                    PeftExport.Write(source, path, cancellationToken);
                    break;
                case ExportFormat.Merged:
                    _ = AdapterParts.Of(source);
                    ModelExport.Write(source, WeightStorage.F32, path, cancellationToken);
                    break;
                default:
                    ModelExport.Write(source, Storage(format), path, cancellationToken);
                    break;
            }
        }
        catch (InferenceException error)
        {
            throw new TrainingException(error.Message, error);
        }
    }

    private static WeightStorage Storage(ExportFormat format) => format switch
    {
        ExportFormat.GgufF32 => WeightStorage.F32,
        ExportFormat.GgufF16 => WeightStorage.F16,
        ExportFormat.GgufQ8 => WeightStorage.Q8_0,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "no value of its type"),
    };
}
