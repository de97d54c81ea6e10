using Rlar.Inference;
using Rlar.Inference.Catalog;
using Rlar.Inference.Native;

namespace Rlar.Host.Doctor;

/// <summary>The native engines of local models, and where the models are.</summary>
internal sealed class EnginesCheck : IDoctorCheck
{
    private const string Part = "models";
    private const string Rebuild = "build RLAR again, without -p:SkipNativeRestore=true";

    /// <inheritdoc/>
    public Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken)
    {
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(
        [
            Engine(
                "llama.cpp",
                LlamaLibrary.Status,
                () => $"{LlamaLibrary.Status.Version} from {LlamaLibrary.Origin}; {string.Join("; ", LlamaLibrary.Devices)}",
                Rebuild),
            Engine(
                "GPU",
                LlamaLibrary.Gpu,
                () => LlamaLibrary.Gpu.Version!,
                "dotnet build -p:RlarCuda=true, on a machine with an NVIDIA driver and CUDA 13 (docs/models.md, GPU)"),
            Engine(
                "ONNX Runtime",
                OnnxLibrary.Status,
                () => OnnxLibrary.Gpu.IsAvailable ? $"{OnnxLibrary.Status.Version}; {OnnxLibrary.Gpu.Version}" : OnnxLibrary.Status.Version!,
                Rebuild),
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
            return new DoctorFinding(Part, "pulled", false, false, error.Message, "rlar models list names the file that is wrong; mend or remove it");
        }
    }

    private static DoctorFinding Engine(string name, NativeStatus status, Func<string> detail, string fix) =>
        new(Part, name, status.IsAvailable, false, status.IsAvailable ? detail() : status.Reason!, fix);
}
