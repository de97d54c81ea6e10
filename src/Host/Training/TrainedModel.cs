using System.Globalization;
using Rlar.Grpo.Export;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Training;

namespace Rlar.Host.Training;

/// <summary>What a run leaves for others to load: policy.gguf, 32 bits a weight, or adapter.gguf where an adapter was trained.</summary>
internal static class TrainedModel
{
    /// <summary>Writes it into the run's folder.</summary>
    /// <param name="policy">What was trained.</param>
    /// <param name="model">The file that training started from.</param>
    /// <param name="folder">The run.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="cancellationToken">Stops the writing; nothing is left of it.</param>
    /// <returns>The file.</returns>
    internal static string Write(TorchPolicy policy, string model, RunFolder folder, int step, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.Root, policy.Lora is null ? "policy.gguf" : "adapter.gguf");
        var source = new ExportSource
        {
            Model = model,
            Tensors = ExportTensor.Of(policy),
            Alpha = policy.Lora?.Alpha,
            Provenance = new Dictionary<string, string> { ["rlar.step"] = step.ToString(CultureInfo.InvariantCulture) },
        };
        PolicyExport.Write(source, policy.Lora is null ? ExportFormat.GgufF32 : ExportFormat.Adapter, path, cancellationToken);
        return path;
    }
}
