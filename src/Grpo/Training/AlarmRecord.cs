namespace Rlar.Grpo.Training;

/// <summary>One line of alarms.jsonl: something in a run that reward hacking, or a fault, looks like.</summary>
/// <param name="Step">The training step after which it was seen.</param>
/// <param name="Name">What kind it is, such as length-drift.</param>
/// <param name="Severity">How much it asks for.</param>
/// <param name="Sentence">What was seen, for a person.</param>
/// <param name="Evidence">The numbers behind it by name; all finite.</param>
/// <param name="Examples">Texts that show it, each cut to some hundred characters; may be empty.</param>
public sealed record AlarmRecord(
    int Step, string Name, AlarmSeverity Severity, string Sentence, IReadOnlyDictionary<string, double> Evidence, IReadOnlyList<string> Examples);
