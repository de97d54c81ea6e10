using Rlar.Grpo.Torch;

namespace Rlar.Host.Doctor;

/// <summary>The engine of training, which the first training brings.</summary>
internal sealed class TorchCheck : IDoctorCheck
{
    private const string Restore = "natives/torch/restore, which ./rlar train does, too: 128 MB to download, 600 MB of disk";

    /// <inheritdoc/>
    public Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var status = TorchLibrary.Status;
        var detail = status switch
        {
            { IsAvailable: false } => status.Reason!,
            _ when TorchLibrary.MendedCopy is { } copy =>
                $"{status.Version}; TorchSharp's library asks for a newer libstdc++ than there is, and uses nothing of it: a mended copy was loaded, {copy}",
            _ => status.Version!,
        };
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(
            [new DoctorFinding("training", "libtorch", status.IsAvailable, false, detail, Restore)]);
    }
}
