using Rlar.Inference;
using Rlar.Inference.Models;
using Rlar.Inference.Native;

namespace Rlar.Host.Doctor;

/// <summary>The native engines of local models, and where the models are.</summary>
internal sealed class EnginesCheck : IDoctorCheck
{
    private const string Part = "models";

    /// <inheritdoc/>
    public Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken)
    {
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(
        [
            Engine("llama.cpp", LlamaLibrary.Status, () => $"{LlamaLibrary.Status.Version}; {string.Join("; ", LlamaLibrary.Devices)}"),
            Engine("GPU", LlamaLibrary.Gpu, () => LlamaLibrary.Gpu.Version!),
            Engine("ONNX Runtime", OnnxLibrary.Status, () => OnnxLibrary.Status.Version!),
            Pulled(),
        ]);
    }

    private static DoctorFinding Pulled()
    {
        try
        {
            var cache = ModelCache.Open();
            var count = cache.All().Count;
            return new DoctorFinding(Part, "pulled", true, false, $"{count} {(count == 1 ? "model" : "models")} in {cache.Folder}");
        }
        catch (InferenceException error)
        {
            return new DoctorFinding(Part, "pulled", false, false, error.Message);
        }
    }

    // The reason says what to do about it.
    private static DoctorFinding Engine(string name, NativeStatus status, Func<string> detail) =>
        new(Part, name, status.IsAvailable, false, status.IsAvailable ? detail() : status.Reason!);
}
