namespace Rlar.Grpo.Training;

/// <summary>Where a run begins.</summary>
/// <param name="Resumes">Whether it goes on from a checkpoint; else the folder must hold no run.</param>
/// <param name="From">The step of the checkpoint; null: the newest.</param>
public readonly record struct TrainingStart(bool Resumes, int? From = null);
