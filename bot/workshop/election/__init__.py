"""Election without candidates: everyone names someone, and says why."""
